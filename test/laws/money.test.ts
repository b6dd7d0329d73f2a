import { expect, test } from 'vitest'
import { builtShop } from './figures/built_shop.ts'
import { moneyViews } from './figures/money_by_dimension.ts'
import { reconciliations } from './figures/reconciliations.ts'
import { views } from './figures/second_formulation.ts'

test('what reports publish of revenue, payouts, margin and recovery totals to the feeds and to each other to the cent', async () => {
  const shop = await builtShop({ orders: 6000, seed: 2 }, [...views, ...moneyViews])

  // Otherwise the sentences below would hold of little.
  const [held] = await shop.values(
    `select (select count(distinct currency) > 1 from orders) as has_currencies,
       (select count(distinct p.currency) > 1 from payouts p) as has_payouts_in_them,
       (select count(distinct kind) from payouts) as kinds,
       (select bool_or(is_spread) from marts.payouts) as has_spread,
       (select bool_or(double_paid_amount > 0) from marts.payouts) as has_paid_twice,
       (select bool_or(cancelled_at is not null) from orders) as has_cancelled`,
  )
  expect(held).toEqual({
    has_currencies: true,
    has_payouts_in_them: true,
    kinds: 6n,
    has_spread: true,
    has_paid_twice: true,
    has_cancelled: true,
  })

  const broken: Record<string, unknown> = {}
  for (const [sentence, query] of Object.entries(reconciliations)) {
    const rows = await shop.values(query)
    if (rows.length > 0) broken[sentence] = rows.slice(0, 3)
  }
  expect(broken).toEqual({})
})
