import { expect, test } from 'vitest'
import { households } from '../../../models/marts/households.ts'
import { given } from '../given.ts'

const at = (customer_id: string, ordered_at: string, rest: object = {}) => ({
  order_id: `${customer_id} ${ordered_at}`,
  customer_id,
  ordered_at,
  ship_line1: '5 Elm St',
  ship_line2: 'Apt 3',
  ship_postal_code: '75001',
  ship_country: 'US',
  ...rest,
})

test('the accounts at a door in the order in which they came, down to the first beyond the cap', async () => {
  const shop = await given(
    {
      orders: [
        at('c', '2026-01-03'),
        at('a', '2026-01-04'),
        at('a', '2026-01-01', { ship_line1: '5 Elm Street #3', ship_line2: null }),
        at('b', '2026-01-03'),
        at('d', '2026-01-05'),
        at('e', '2026-01-01', { dwelling: 'locker' }),
        at('f', '2026-01-01', { ship_line2: 'Apt 4' }),
      ],
    },
    { settings: { identifierCaps: { address: 2 } } },
  )

  expect(
    (await shop.rows(households))
      .map(({ customer_id, first_used_at, accounts }) => [accounts, customer_id, first_used_at])
      .sort(),
  ).toEqual([
    [1, 'a', '2026-01-01 00:00:00'],
    [2, 'b', '2026-01-03 00:00:00'],
    [3, 'c', '2026-01-03 00:00:00'],
  ])
})
