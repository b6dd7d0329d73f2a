import type { Line, Order } from './order.ts'
import type { Parcel } from './parcels.ts'
import type { Random } from './random.ts'

export type ClaimType =
  | 'not_received'
  | 'missing_item'
  | 'damaged'
  | 'wrong_item'
  | 'not_as_described'
  | 'return_not_credited'

/** What somebody tells the shop about a parcel or a line, and whether it is so. */
export type ClaimStory = {
  readonly type: ClaimType
  readonly at: number
  readonly abusive: boolean
  /** What really happened, in a word for the truth. */
  readonly kind: string
  /** Line and units meant; without it, the whole parcel. */
  readonly line?: Line
  readonly quantity?: number
  /** The claim reaches the shop as a card dispute. */
  readonly chargeback?: boolean
  readonly message: string
  /** Chance that a refused claimant goes to their bank. */
  readonly insistence: number
}

/** What really goes into the box that comes back. */
export type ReturnTrick = 'none' | 'worn' | 'empty' | 'decoy' | 'fewer' | 'other_address' | 'stripped'

export type ReturnStory = {
  readonly at: number
  readonly abusive: boolean
  readonly kind: string
  readonly lines: readonly { readonly line: Line; readonly quantity: number }[]
  readonly reason: string
  readonly comment?: string
  readonly trick: ReturnTrick
}

export type ParcelScene = {
  readonly order: Order
  readonly parcel: Parcel
  readonly random: Random
  readonly earlierClaims: number
  readonly level: number
}
export type OrderScene = {
  readonly order: Order
  readonly inHandAt: number
  readonly random: Random
  readonly level: number
}

/** How a kind of person behaves, where it differs from most people. */
export type Persona = {
  readonly name: string
  /** Share of accounts opened by such people; 0 when accounts are opened for a plan. */
  readonly share: number
  /** How much they order: 1 is the middle. */
  readonly activity: number
  /** 1 is usual; multiplies the chance of an honest return. */
  readonly returning: number
  /** 1 is usual; how soon they write or claim when a parcel is late. */
  readonly impatience: number
  /** Chance per parcel of claiming one that somebody at home took in. */
  readonly overlooking: number
  readonly taste: 'usual' | 'dear' | 'several_sizes'
  /** A claim they make against what happened, if they do this time. */
  readonly claims?: (scene: ParcelScene) => ClaimStory | undefined
  readonly returns?: (scene: OrderScene) => ReturnStory | undefined
  /** Chance of disputing with the bank a sum the shop has already given. */
  readonly disputesPaid?: number
}

export const HONEST: Persona = {
  name: 'ordinary',
  share: 0.78,
  activity: 1,
  returning: 1,
  impatience: 1,
  overlooking: 0.0003,
  taste: 'usual',
}
