import { kpis } from '../../../models/metrics/kpis.ts'
import type { RecordsGiven, Shop } from '../given.ts'

/** A claim and a returned line of another order, on a later day than the figures': that such things are recorded at all. */
export const recordedElsewhere: RecordsGiven = {
  claims: [{ claim_id: 'later', order_id: 'later', claimed_at: '2030-01-01' }],
  return_lines: [{ return_id: 'later', order_id: 'later' }],
}

type Where = { readonly basis?: 'period' | 'cohort'; readonly dimension?: string; readonly member?: string }

/** A metric over all days: Σ numerator and Σ denominator, which is null for an amount. */
export type Figure = (metric: string, where?: Where) => readonly [number, number | null]

/** Reads a shop's metrics, by default for the whole shop by the day of the events. */
export async function figuresOf(shop: Shop): Promise<Figure> {
  const rows = await shop.rows(kpis)
  return (metric, { basis = 'period', dimension = 'all', member = 'all' } = {}) => {
    const counted = rows.filter(
      (row) =>
        row.metric === metric && row.basis === basis && row.dimension === dimension && row.member === member,
    )
    return [
      total(counted.map(({ numerator }) => numerator)),
      counted.some(({ denominator }) => denominator === null)
        ? null
        : total(counted.map(({ denominator }) => denominator as string)),
    ]
  }
}

/** Σ of amounts, exact, in units of the fourth decimal. */
export const total = (amounts: readonly string[]): number =>
  Number(amounts.reduce((all, amount) => all + BigInt(amount.replace('.', '')), 0n)) / 10_000
