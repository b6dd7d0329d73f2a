import { expect, it } from 'vitest'
import { returners } from '../../../models/metrics/returners.ts'
import { given } from '../given.ts'

/** Orders of one line each, of 100 unless stated, by account. */
const bought = (...accounts: readonly (readonly [account: string, orders: number])[]) => {
  const orders = accounts.flatMap(([customer_id, count]) =>
    Array.from({ length: count }, (_, n) => ({
      customer_id,
      order_id: `${customer_id}${n}`,
      items_amount: 100,
    })),
  )
  return {
    orders,
    order_lines: orders.map(({ order_id }) => ({ order_id, quantity: 100, unit_price_amount: 1 })),
  }
}
const back = (order_id: string, quantity: number, received_at: string | null = '2026-01-20') => ({
  returns: { return_id: order_id, order_id },
  return_lines: { return_id: order_id, order_id, quantity, received_at },
})
const shopOf = async (sold: ReturnType<typeof bought>, ...all: readonly ReturnType<typeof back>[]) =>
  (
    await (
      await given({
        ...sold,
        returns: all.map((one) => one.returns),
        return_lines: all.map((one) => one.return_lines),
      })
    ).rows(returners)
  ).map((row) => [
    row.returned_share,
    row.is_regular,
    row.customers,
    row.orders,
    Number(row.items_amount),
    Number(row.returned_amount),
  ])

it('accounts are told apart by the share of what they bought that came back, and by their orders', async () => {
  const rows = await shopOf(
    bought(['keeps', 3], ['some', 1], ['half', 2], ['serial', 3], ['new', 1]),
    back('some0', 10),
    back('half0', 100),
    back('serial0', 100),
    back('serial1', 51),
    back('new0', 100),
  )

  expect(rows).toEqual(
    [
      ['none', true, 1, 3, 300, 0],
      // 151 of 300, in three orders.
      ['over_50', true, 1, 3, 300, 151],
      ['over_50', false, 1, 1, 100, 100],
      ['up_to_10', false, 1, 1, 100, 10],
      // 100 of 200.
      ['up_to_50', false, 1, 2, 200, 100],
    ].sort(byGrain),
  )
})

it('goods that were only asked about did not come back', async () => {
  expect(await shopOf(bought(['asks', 1]), back('asks0', 100, null))).toEqual([['none', false, 1, 1, 100, 0]])
})

const byGrain = (one: unknown[], other: unknown[]) =>
  String(one.slice(0, 2)) < String(other.slice(0, 2)) ? -1 : 1
