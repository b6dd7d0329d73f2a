import { DAY, DAYS } from './calendar.ts'
import { type Area, distanceKm, type Geography, type Metro } from './geography.ts'
import type { Habits } from './habits.ts'
import { hash, hashShare, Random } from './random.ts'

export type Service = {
  readonly name: string
  readonly kmPerDay: number
  readonly handlingDays: number
  readonly price: number
}

export type Carrier = {
  readonly index: number
  readonly name: string
  readonly code: string
  readonly services: readonly Service[]
  readonly sundays: boolean
  /** Share of delivered scans with a position. */
  readonly positioned: number
  readonly photos: number
  readonly lossRate: number
  readonly delayRate: number
  /** Days after handing over within which it takes claims for loss. */
  readonly claimDays: number
  readonly weight: number
}

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

const GROUND = { name: 'ground', kmPerDay: 850, handlingDays: 1, price: 640 }
const ECONOMY = { name: 'economy', kmPerDay: 560, handlingDays: 2, price: 480 }
const EXPRESS = { name: 'express', kmPerDay: 2800, handlingDays: 1, price: 1390 }

const CARRIERS: readonly Omit<Carrier, 'index'>[] = [
  {
    name: 'Parcelway',
    code: 'PW',
    services: [GROUND, EXPRESS],
    sundays: false,
    positioned: 0.93,
    photos: 0.55,
    lossRate: 0.0013,
    delayRate: 0.045,
    claimDays: 60,
    weight: 34,
  },
  {
    name: 'UniPost',
    code: 'UP',
    services: [ECONOMY, GROUND],
    sundays: false,
    positioned: 0.55,
    photos: 0.05,
    lossRate: 0.0021,
    delayRate: 0.075,
    claimDays: 60,
    weight: 28,
  },
  {
    name: 'Swiftline',
    code: 'SL',
    services: [EXPRESS, GROUND],
    sundays: true,
    positioned: 0.96,
    photos: 0.7,
    lossRate: 0.0009,
    delayRate: 0.035,
    claimDays: 30,
    weight: 20,
  },
  {
    name: 'Lakeland Courier',
    code: 'LC',
    services: [GROUND],
    sundays: false,
    positioned: 0.8,
    photos: 0.3,
    lossRate: 0.0018,
    delayRate: 0.06,
    claimDays: 45,
    weight: 11,
  },
  {
    name: 'DropCo',
    code: 'DC',
    services: [GROUND, ECONOMY],
    sundays: true,
    positioned: 0.88,
    photos: 0.6,
    lossRate: 0.0027,
    delayRate: 0.065,
    claimDays: 21,
    weight: 7,
  },
]
const ROUTES_PER_AREA = 3
const SMALL_CARRIER_METROS: Record<string, readonly string[]> = {
  LC: ['ORD', 'JFK', 'BOS', 'ATL', 'MIA'],
  DC: ['LAX', 'DFW', 'SEA', 'DEN', 'ATL'],
}

/** Carriers, their stations and routes, and how each of them fails. */
export class CarrierNetwork {
  readonly carriers: readonly Carrier[] = CARRIERS.map((carrier, index) => ({ ...carrier, index }))
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

  serves(carrier: Carrier, metro: Metro): boolean {
    const metros = SMALL_CARRIER_METROS[carrier.code]
    return metros === undefined || metros.includes(metro.code)
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
        if (!this.serves(carrier, area.metro)) continue
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
