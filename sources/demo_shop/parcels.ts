import type { Facility, Lane } from './carrier_network.ts'
import type { Service } from './carriers.ts'
import type { Address } from './geography.ts'
import type { Metro } from './metros.ts'
import type { Line } from './order.ts'

/** Where a parcel truly ended up. */
export type Fate =
  | 'received'
  | 'taken_in_by_other'
  | 'lost'
  | 'stolen'
  | 'misdelivered'
  | 'sent_back'
  | 'waiting'

export type Scan = {
  readonly at: number
  readonly status: string
  readonly facility?: Facility
  readonly route?: string
  readonly latitude?: number
  readonly longitude?: number
  readonly proof?: string
  readonly signedBy?: string
  readonly grams?: number
  readonly detail?: string
}

export type Journey = {
  readonly scans: Scan[]
  fate: Fate
  /** When the carrier first said delivered. */
  deliveredAt: number | undefined
  /** When the customer truly had it. */
  inHandAt: number | undefined
  exceptionAt: number | undefined
  sentBackAt: number | undefined
  /** The carrier wrote the parcel off. */
  lostAt: number | undefined
  damaged: boolean
  proof: string
  badDay: boolean
}

export type Parcel = {
  readonly shipmentId: string
  readonly trackingNumber: string
  readonly lane: Lane
  readonly lines: readonly { readonly line: Line; readonly quantity: number }[]
  readonly value: number
  readonly freight: number
  readonly shippedAt: number
  readonly promisedAt: number
  readonly isReship: boolean
  readonly journey: Journey
}

export type Consignment = {
  readonly lane: Lane
  readonly service: Service
  readonly from: Metro
  readonly address: Address
  readonly recipient: string
  readonly packedAt: number
  readonly shippedAt: number
  readonly grams: number
  /** Chance of arriving damaged. */
  readonly fragility: number
  readonly signatureWanted: boolean
  readonly addressIsWrong: boolean
}
