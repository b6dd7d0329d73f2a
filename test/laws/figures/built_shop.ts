import { onTestFinished } from 'vitest'
import { writeDemoShop } from '../../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { runAll, shopFolder } from '../shop.ts'

/**
 * A made-up shop after a run: its raw feeds and tables, what it publishes as `published`, the run's instant as
 * the variable `as_of`, and these views.
 */
export async function builtShop(
  { orders, seed }: { orders: number; seed: number },
  views: readonly string[],
): Promise<Warehouse> {
  const places = shopFolder()
  await writeDemoShop({ orders, seed, out: places.inbox })
  await runAll(places)
  const shop = await Warehouse.open(':memory:', { reach: [places.warehouse, places.snapshot] })
  onTestFinished(() => shop.close())
  await shop.run(`attach '${places.warehouse}' as shop (read_only)`)
  await shop.run(`attach '${places.snapshot}' as published (read_only)`)
  await shop.run('set variable as_of = (select as_of from published.health.snapshot)')
  await shop.run('use shop')
  for (const view of views) await shop.run(view)
  return shop
}
