import type { Metro } from './metros.ts'

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

const GROUND = { name: 'ground', kmPerDay: 850, handlingDays: 1, price: 640 }
const ECONOMY = { name: 'economy', kmPerDay: 560, handlingDays: 2, price: 480 }
const EXPRESS = { name: 'express', kmPerDay: 2800, handlingDays: 1, price: 1390 }

const PLANS: readonly Omit<Carrier, 'index'>[] = [
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

export const CARRIERS: readonly Carrier[] = PLANS.map((carrier, index) => ({ ...carrier, index }))

/** The metros of carriers that do not serve them all. */
const SMALL_CARRIER_METROS: Record<string, readonly string[]> = {
  LC: ['ORD', 'JFK', 'BOS', 'ATL', 'MIA'],
  DC: ['LAX', 'DFW', 'SEA', 'DEN', 'ATL'],
}

export function serves(carrier: Carrier, metro: Metro): boolean {
  const metros = SMALL_CARRIER_METROS[carrier.code]
  return metros === undefined || metros.includes(metro.code)
}
