import { DAY, DAYS } from './calendar.ts'
import { CARRIERS, type Carrier, type Service, serves } from './carriers.ts'
import { type Area, distanceKm, type Geography } from './geography.ts'
import type { Habits } from './habits.ts'
import type { Metro } from './metros.ts'
import { hash, hashShare, Random } from './random.ts'

export type Facility = {
  readonly code: string
  readonly metro: Metro
  readonly city: string
  readonly postalCode: string
  readonly latitude: number
  readonly longitude: number
  /** Added chance that a parcel is lost inside. */
  readonly lossRate: number
}

export type Route = { readonly code: string; readonly key: number; readonly lossRate: number }

/** The way a parcel takes to a postal area. */
export type Lane = {
  readonly carrier: Carrier
  readonly station: Facility
  readonly route: Route
  readonly area: Area
}

const ROUTES_PER_AREA = 3
/** Carriers, their stations and routes, and how each of them fails. */
export class CarrierNetwork {
  readonly carriers = CARRIERS
  readonly stations: readonly (readonly Facility[][])[]
  private readonly routes: Route[][][]
  private readonly geography: Geography
  private readonly seed: number
  private readonly habits: Habits

  constructor(seed: number, geography: Geography, habits: Habits) {
    this.seed = seed
    this.habits = habits
    this.geography = geography
    const random = new Random(seed, 4)
    const lossyCarrier = random.weighted(this.carriers.slice(0, 3).map((c) => c.weight))
    const lossyMetro = random.below(6)
    this.stations = this.carriers.map((carrier) =>
      geography.metros.map((metro) => {
        const lossy = carrier.index === lossyCarrier && metro.index === lossyMetro
        return [1, 2].map((n) =>
          makeStation(
            carrier,
            metro,
            n,
            lossy && n === 1 ? random.between(0.018, 0.03) * habits.loss : 0,
            random,
          ),
        )
      }),
    )
    this.routes = this.carriers.map((carrier) =>
      geography.areas.map((area) =>
        Array.from({ length: ROUTES_PER_AREA }, (_, n) => ({
          code: `${carrier.code}${area.metro.code}-${100 + area.index * ROUTES_PER_AREA + n}`,
          key: (carrier.index * 1000 + area.index) * ROUTES_PER_AREA + n,
          lossRate: 0,
        })),
      ),
    )
    for (let i = 0; i < 3; i++) {
      const carrier = random.weighted(this.carriers.slice(0, 3).map((c) => c.weight))
      const routes = this.routes[carrier]?.[random.below(geography.areas.length)] as Route[]
      const n = random.below(ROUTES_PER_AREA)
      routes[n] = { ...(routes[n] as Route), lossRate: random.between(0.02, 0.045) * habits.loss }
    }
  }

  /** The lane to a door. Drivers keep their streets, mostly; `detour` sends the parcel with a neighbour's driver. */
  lane(carrier: Carrier, area: Area, addressKey: number, detour: boolean): Lane {
    const route = (hash(this.seed, addressKey, 41) + (detour ? 1 : 0)) % ROUTES_PER_AREA
    return {
      carrier,
      area,
      station: this.station(carrier, area),
      route: this.routes[carrier.index]?.[area.index]?.[route] as Route,
    }
  }

  station(carrier: Carrier, area: Area): Facility {
    const two = this.stations[carrier.index]?.[area.metro.index] as Facility[]
    return two[hash(area.index, carrier.index, 42) % 2] as Facility
  }

  /** The sorting hub of a carrier in a metro. */
  hub(carrier: Carrier, metro: Metro): Facility {
    return this.stations[carrier.index]?.[metro.index]?.[0] as Facility
  }

  /** Chance that a parcel on a lane is lost for good or for weeks. */
  lossRate({ carrier, station, route, area }: Lane): number {
    return carrier.lossRate * this.habits.loss + station.lossRate + route.lossRate + area.lossRate
  }

  /** A driver's day on which much goes to wrong doors. */
  isBadDriverDay(route: Route, time: number): boolean {
    return hashShare(this.seed, route.key, Math.floor(time / DAY), 43) < 0.0011 * this.habits.misdelivery
  }

  /** Days a storm adds around a metro on a day: usually none. */
  stormDays(metro: Metro, day: number): number {
    for (let back = 0; back < 3; back++) {
      const winter = day - back > DAYS * 0.42 && day - back < DAYS * 0.7
      const share = hashShare(this.seed, metro.index, day - back + 400, 44)
      if (share < (winter ? 0.016 : 0.006)) return 1 + (hash(this.seed, metro.index, day - back + 400) % 2)
    }
    return 0
  }

  metros(): readonly Metro[] {
    return this.geography.metros
  }

  *lanes(): Generator<Lane> {
    for (const carrier of this.carriers) {
      for (const area of this.geography.areas) {
        if (!serves(carrier, area.metro)) continue
        for (const route of this.routes[carrier.index]?.[area.index] ?? []) {
          yield { carrier, area, station: this.station(carrier, area), route }
        }
      }
    }
  }

  /** Days on the road by a service's timetable. */
  transitDays(service: Service, from: Metro, to: Metro): number {
    return (
      service.handlingDays +
      Math.floor(distanceKm(from, to) / service.kmPerDay) +
      (from.country === to.country ? 0 : 2)
    )
  }
}

function makeStation(
  carrier: Carrier,
  metro: Metro,
  number: number,
  lossRate: number,
  random: Random,
): Facility {
  return {
    code: `${carrier.code}-${metro.code}-${number}`,
    metro,
    city: `${metro.code} Gateway`,
    postalCode:
      metro.country === 'US' ? String(10_000 + ((metro.index * 7919 + number * 13) % 80_000)) : 'L5P 1B2',
    latitude: metro.latitude + random.normal(0, 0.15),
    longitude: metro.longitude + random.normal(0, 0.15),
    lossRate,
  }
}
