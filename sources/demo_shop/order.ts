import type { Product } from './catalogue.ts'
import type { Address } from './geography.ts'
import type { Parcel } from './parcels.ts'

/** Amounts are whole cents of the order's currency. */
export type Line = {
  readonly number: number
  readonly product: Product
  readonly quantity: number
  readonly unitPrice: number
  readonly discount: number
  readonly unitCost: number
  /** Units already sent back or claimed. */
  gone: number
  /** What the warehouse did wrong with this line. */
  mistake: 'none' | 'missing' | 'wrong'
}

export type Order = {
  readonly id: string
  readonly account: number
  readonly customerId: string
  readonly at: number
  readonly currency: 'USD' | 'CAD'
  readonly lines: readonly Line[]
  readonly items: number
  readonly shippingCharged: number
  readonly tax: number
  readonly total: number
  readonly address: Address
  readonly recipient: string
  promisedAt: number
  readonly parcels: Parcel[]
  readonly cancelledAt: number | undefined
}

/** What the customer paid for a line, before tax. */
export function lineValue(line: Line): number {
  return line.quantity * line.unitPrice - line.discount
}

export function unitValue(line: Line): number {
  return Math.round(lineValue(line) / line.quantity)
}
