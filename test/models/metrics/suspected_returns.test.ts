import { expect, it } from 'vitest'
import { suspectedReturns } from '../../../models/metrics/suspected_returns.ts'
import { type GivenOptions, given, type RecordsGiven } from '../given.ts'

/** Returns of 300 each, by accounts of their own, that came back in January and February. */
const returned = (...all: readonly (readonly [id: string, received_at: string | null])[]): RecordsGiven => ({
  orders: all.map(([id]) => ({ order_id: id, customer_id: id, ordered_at: '2025-12-01', items_amount: 300 })),
  order_lines: all.map(([id]) => ({ order_id: id, unit_price_amount: 300 })),
  returns: all.map(([id]) => ({ return_id: id, order_id: id, requested_at: '2026-01-10' })),
  return_lines: all.map(([id, received_at]) => ({ return_id: id, order_id: id, received_at })),
})
const shop: RecordsGiven = {
  ...returned(
    ['undecided', '2026-01-15'],
    ['cleared', '2026-01-16'],
    ['later', '2026-02-02'],
    ['never sent', null],
  ),
  decisions: [{ case_type: 'return', case_id: 'cleared', finding: 'legitimate', decided_at: '2026-01-20' }],
}
const rowsOf = async (options: GivenOptions) =>
  (await (await given(shop, options)).rows(suspectedReturns)).map((row) => [
    row.month,
    Number(row.returned_amount),
    Number(row.suspected_amount),
    row.suspected_returns,
  ])

it('goods that a review would pay for and nobody has decided are suspected, month by month', async () => {
  // At even odds a review of 300 pays.
  expect(await rowsOf({ settings: { priors: { claim: 0.5, return: 0.5 } } })).toEqual([
    ['2026-01-01', 600, 300, 1],
    ['2026-02-01', 300, 300, 1],
  ])
})

it('nothing is suspected where nothing speaks against it', async () => {
  expect(await rowsOf({ settings: { priors: { claim: 0.001, return: 0.001 } } })).toEqual([
    ['2026-01-01', 600, 0, 0],
    ['2026-02-01', 300, 0, 0],
  ])
})
