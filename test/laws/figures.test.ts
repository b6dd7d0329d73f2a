import { expect, test } from 'vitest'
import { builtShop } from './figures/built_shop.ts'
import { byDimension, moneyViews, sums } from './figures/money_by_dimension.ts'
import { figures, views } from './figures/second_formulation.ts'

test('figures agree with a second formulation over the raw feeds', async () => {
  const shop = await builtShop({ orders: 2000, seed: 4 }, views)

  const told = await shop.values(
    `select metric, sum(numerator)::varchar as numerator, sum(denominator)::varchar as denominator
     from published.metrics.kpis where basis = 'period' and dimension = 'all' group by metric`,
  )
  const published = new Map(told.map(({ metric, ...figure }) => [metric, figure]))
  const apart: unknown[] = []
  for (const [metric, query] of Object.entries(figures)) {
    const [again] = await shop.values(
      `select numerator::decimal(30, 4)::varchar as numerator, denominator::decimal(30, 4)::varchar as denominator
       from (${query}) as again (numerator, denominator)`,
    )
    expect(Number(again?.numerator), metric).not.toBe(0)
    expect(Number(again?.denominator), metric).toBeGreaterThan(0)
    const figure = published.get(metric)
    if (figure?.numerator !== again?.numerator || figure?.denominator !== again?.denominator)
      apart.push({ metric, figure, again })
  }
  expect(apart).toEqual([])
})

test('money agrees with a second formulation over the raw feeds, for the shop and for each member of each dimension', async () => {
  const shop = await builtShop({ orders: 6000, seed: 2 }, [...views, ...moneyViews])

  for (const [metric, sum] of Object.entries(sums)) {
    const again = await shop.values(byDimension(sum))
    expect(new Set(again.map(({ dimension }) => dimension)), metric).toEqual(
      new Set(['all', ...sum.by, ...(sum.parts ?? [])]),
    )
    const told = await shop.values(
      `select dimension, member, sum(numerator)::varchar as numerator, sum(denominator)::varchar as denominator
       from published.metrics.kpis where basis = 'period' and metric = '${metric}' group by all
       having sum(numerator) <> 0 or sum(denominator) <> 0 order by all`,
    )
    expect(told, metric).toEqual(again)
  }
})
