import { expect, test } from 'vitest'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { figures, views } from './figures/second_formulation.ts'
import { runAll, shopFolder } from './shop.ts'

test('figures agree with a second formulation over the raw feeds', async () => {
  const places = shopFolder()
  await writeDemoShop({ orders: 2000, seed: 4, out: places.inbox })
  await runAll(places)
  const shop = await Warehouse.open(':memory:')
  await shop.run(`attach '${places.warehouse}' as shop (read_only)`)
  await shop.run(`attach '${places.snapshot}' as published (read_only)`)
  await shop.run('set variable as_of = (select as_of from published.health.snapshot)')
  await shop.run('use shop')
  for (const view of views) await shop.run(view)

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
  shop.close()
})
