import type { Habits } from './habits.ts'
import { METROS, type Metro } from './metros.ts'
import { hash, hashShare, Random } from './random.ts'

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
