import type { Habits } from './habits.ts'
import { hash, hashShare, Random } from './random.ts'

export type Metro = {
  readonly index: number
  readonly code: string
  readonly region: string
  readonly country: 'US' | 'CA'
  readonly latitude: number
  readonly longitude: number
  /** Hours from UTC, without daylight saving. */
  readonly utcOffset: number
  readonly taxRate: number
}

export type Area = {
  readonly index: number
  readonly metro: Metro
  readonly postalCode: string
  readonly city: string
  readonly latitude: number
  readonly longitude: number
  readonly apartmentShare: number
  /** Chance that a parcel left at a door is stolen before anyone takes it in. */
  readonly theftRate: number
  /** Added chance that a parcel for this area is lost. */
  readonly lossRate: number
}

export type Dwelling = 'house' | 'apartment' | 'business' | 'locker'

export type Address = {
  readonly key: number
  readonly area: Area
  readonly line1: string
  /** Unit number of an apartment or suite. */
  readonly unit: number | undefined
  readonly dwelling: Dwelling
  readonly latitude: number
  readonly longitude: number
}

type MetroPlan = Omit<Metro, 'index'> & { prefix: string; weight: number; towns: readonly string[] }

const METROS: readonly MetroPlan[] = [
  {
    code: 'LAX',
    region: 'CA',
    country: 'US',
    latitude: 34.02,
    longitude: -118.15,
    utcOffset: -8,
    taxRate: 0.095,
    prefix: '917',
    weight: 15,
    towns: ['Alder Grove', 'Mission Verde', 'Harbor Point', 'San Rosario', 'Palmdora'],
  },
  {
    code: 'DFW',
    region: 'TX',
    country: 'US',
    latitude: 32.82,
    longitude: -96.9,
    utcOffset: -6,
    taxRate: 0.0825,
    prefix: '757',
    weight: 13,
    towns: ['Cedar Bluff', 'Longhorn', "O'Dell Springs", 'Westmark', 'Prairie Hill'],
  },
  {
    code: 'ORD',
    region: 'IL',
    country: 'US',
    latitude: 41.88,
    longitude: -87.75,
    utcOffset: -6,
    taxRate: 0.0875,
    prefix: '606',
    weight: 12,
    towns: ['Lakemont', 'Oak Ferry', 'Northgate', 'Calumet Shores', 'Des Rives'],
  },
  {
    code: 'JFK',
    region: 'NY',
    country: 'US',
    latitude: 40.72,
    longitude: -73.85,
    utcOffset: -5,
    taxRate: 0.08875,
    prefix: '114',
    weight: 16,
    towns: ['Kingsbridge', 'East Haven', 'Marlow', 'Port Regis', 'Fort Anders'],
  },
  {
    code: 'MIA',
    region: 'FL',
    country: 'US',
    latitude: 25.85,
    longitude: -80.25,
    utcOffset: -5,
    taxRate: 0.07,
    prefix: '331',
    weight: 9,
    towns: ['Coral Bay', 'Miramar Keys', 'Palma Vista', 'Sawgrass'],
  },
  {
    code: 'ATL',
    region: 'GA',
    country: 'US',
    latitude: 33.78,
    longitude: -84.4,
    utcOffset: -5,
    taxRate: 0.08,
    prefix: '303',
    weight: 8,
    towns: ['Peach Hollow', 'Stonecrest', 'Druid Park', 'Ashby'],
  },
  {
    code: 'SEA',
    region: 'WA',
    country: 'US',
    latitude: 47.58,
    longitude: -122.25,
    utcOffset: -8,
    taxRate: 0.101,
    prefix: '981',
    weight: 7,
    towns: ['Rainier View', 'Fernwood', 'Port Elliott', 'Kenmore Falls'],
  },
  {
    code: 'DEN',
    region: 'CO',
    country: 'US',
    latitude: 39.73,
    longitude: -104.95,
    utcOffset: -7,
    taxRate: 0.0775,
    prefix: '802',
    weight: 6,
    towns: ['High Mesa', 'Larkspur', 'Silver Fork', 'Aurelia'],
  },
  {
    code: 'BOS',
    region: 'MA',
    country: 'US',
    latitude: 42.34,
    longitude: -71.12,
    utcOffset: -5,
    taxRate: 0.0625,
    prefix: '021',
    weight: 8,
    towns: ['Wexbury', 'Old Quay', 'Milbrook', 'St. Anne'],
  },
  {
    code: 'YYZ',
    region: 'ON',
    country: 'CA',
    latitude: 43.68,
    longitude: -79.45,
    utcOffset: -5,
    taxRate: 0.13,
    prefix: 'L5',
    weight: 8,
    towns: ['Port Clair', 'Millwood', 'Rivière-Haute'],
  },
]
const AREAS_PER_WEIGHT = 0.82
const STREETS = [
  'Maple',
  'Oak',
  'Lincoln',
  'Juniper',
  'Walnut',
  'Sycamore',
  '2nd',
  '5th',
  '14th',
  'Franklin',
  'Hillcrest',
  'Lakeview',
  'Martin',
  'Birch',
  'Prospect',
  'Garfield',
  'Chestnut',
  'Mill',
  'Union',
  'Vista',
]
const STREET_KINDS = ['Street', 'Avenue', 'Road', 'Lane', 'Drive', 'Boulevard']
const BUILDINGS_PER_AREA = 40
export const KM_PER_DEGREE = 111.32

export class Geography {
  readonly metros: readonly Metro[]
  readonly areas: readonly Area[]
  private readonly reach: Float64Array
  private readonly seed: number

  constructor(seed: number, habits: Habits) {
    this.seed = seed
    const random = new Random(seed, 2)
    this.metros = METROS.map((plan, index) => ({ ...plan, index }))
    const areas: Area[] = []
    const weights: number[] = []
    for (const [index, plan] of METROS.entries()) {
      const count = Math.max(4, Math.round(plan.weight * AREAS_PER_WEIGHT))
      const first = random.below(4)
      for (let i = 0; i < count; i++) {
        const number = first + i * 3 + random.below(3)
        areas.push({
          index: areas.length,
          metro: this.metros[index] as Metro,
          postalCode:
            plan.country === 'US'
              ? `${plan.prefix}${String(number).padStart(2, '0')}`
              : canadianCode(plan.prefix, number),
          city: plan.towns[i % plan.towns.length] as string,
          latitude: plan.latitude + random.normal(0, 0.12),
          longitude: plan.longitude + random.normal(0, 0.14),
          apartmentShare: random.between(0.08, 0.6),
          theftRate: random.skewed(0.0011, 0.6) * habits.theft,
          lossRate: 0,
        })
        weights.push(plan.weight * random.skewed(1, 0.5))
      }
    }
    this.areas = trouble(areas, habits, random)
    const total = weights.reduce((a, b) => a + b, 0)
    let reached = 0
    this.reach = Float64Array.from(weights, (weight) => {
      reached += weight
      return reached / total
    })
  }

  /** The address of a key; the same key is always the same door. */
  address(key: number): Address {
    const at = hashShare(this.seed, key, 1)
    let index = this.reach.findIndex((reached) => at < reached)
    if (index < 0) index = this.areas.length - 1
    const area = this.areas[index] as Area
    const kind = hashShare(this.seed, key, 2)
    const dwelling: Dwelling =
      kind < 0.015
        ? 'locker'
        : kind < 0.055
          ? 'business'
          : kind < 0.055 + area.apartmentShare * 0.945
            ? 'apartment'
            : 'house'
    const place =
      dwelling === 'house'
        ? key
        : hash(this.seed, area.index, key % (dwelling === 'locker' ? 2 : BUILDINGS_PER_AREA))
    const street = `${STREETS[hash(place, 3) % STREETS.length]} ${STREET_KINDS[hash(place, 4) % STREET_KINDS.length]}`
    const number = 10 + (hash(place, 5) % (dwelling === 'house' ? 9800 : 900))
    return {
      key,
      area,
      line1:
        dwelling === 'locker'
          ? `Parcel Locker ${1 + (place % 2)}, ${number} ${street}`
          : `${number} ${street}`,
      unit:
        dwelling === 'apartment' || (dwelling === 'business' && key % 2 === 0)
          ? 1 + (hash(key, 6) % 240)
          : undefined,
      dwelling,
      latitude: round(area.latitude + (hashShare(place, 7) - 0.5) * 0.05),
      longitude: round(area.longitude + (hashShare(place, 8) - 0.5) * 0.06),
    }
  }
}

/** Streets where parcels left at the door vanish, and areas that carriers lose parcels on. */
function trouble(areas: readonly Area[], habits: Habits, random: Random): Area[] {
  const thieves = new Set(pickAreas(areas, 4, random))
  const losing = new Set(pickAreas(areas, 2, random))
  return areas.map((area) => ({
    ...area,
    theftRate: thieves.has(area) ? random.between(0.014, 0.028) * habits.theft : area.theftRate,
    lossRate: losing.has(area) ? random.between(0.012, 0.02) * habits.loss : 0,
  }))
}

function pickAreas(areas: readonly Area[], count: number, random: Random): Area[] {
  return Array.from({ length: count }, () => random.pick(areas))
}

function canadianCode(prefix: string, number: number): string {
  const letters = 'ABCEGHJKLMNPRSTVWXYZ'
  return `${prefix}${letters[number % 20]} ${1 + (number % 9)}${letters[(number * 7) % 20]}${number % 10}`
}

export function distanceKm(
  a: { latitude: number; longitude: number },
  b: { latitude: number; longitude: number },
): number {
  const dy = (a.latitude - b.latitude) * KM_PER_DEGREE
  const dx = (a.longitude - b.longitude) * KM_PER_DEGREE * Math.cos((a.latitude * Math.PI) / 180)
  return Math.hypot(dx, dy)
}

/** Five decimals, about a metre. */
export function round(degrees: number): number {
  return Math.round(degrees * 1e5) / 1e5
}
