import { cpSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Backfill, backfill } from '../../pipelines/backfill.ts'
import { atDesk } from '../../pipelines/runner/desk.ts'
import type { Places } from '../../pipelines/runner/places.ts'
import { silent } from '../../pipelines/runner/progress.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { differences, runAll, shopFolder } from '../laws/shop.ts'

const backfilled = (places: Places, asked: Omit<Backfill, 'why'>) =>
  atDesk(places, 'backfill', (desk) =>
    backfill(desk, { ...asked, why: 'units were off' }, { progress: silent }),
  )

test('rows are computed again where asked, what rests on them follows, and the ledger says why', async () => {
  const [plain, soiled] = [shopFolder(), shopFolder()]
  await writeDemoShop({ orders: 150, seed: 6, out: plain.inbox })
  await runAll(plain)
  cpSync(plain.data, soiled.data, { recursive: true })

  expect(await backfilled(soiled, { table: 'marts.orders' })).toMatchObject({
    by: null,
    came: 0,
    went: 0,
    built: [],
  })

  const warehouse = await Warehouse.open(soiled.warehouse)
  await warehouse.run('update marts.orders set units = units + 1')
  const inMarch = await warehouse.count(
    "select count(*) from marts.orders where ordered_on between '2026-03-01' and '2026-03-31'",
  )
  const all = await warehouse.count('select count(*) from marts.orders')
  warehouse.close()
  expect(inMarch).toBeGreaterThan(3)

  const march = await backfilled(soiled, { table: 'marts.orders', from: '2026-03-01', to: '2026-03-31' })
  expect(march.by).toBe('ordered_on')
  // A key is a customer, all of whose orders are computed together.
  expect(march.came).toBeGreaterThanOrEqual(inMarch)
  expect(march.came).toBeLessThan(all)
  expect(march.built).toContain('marts.order_outcomes')
  expect(await differences(plain, soiled)).toEqual([`marts.orders: ${2 * (all - march.came)} rows`])

  expect(await backfilled(soiled, { table: 'marts.orders' })).toMatchObject({ came: all - march.came })
  expect(await differences(plain, soiled)).toEqual([])

  const read = await Warehouse.open(soiled.warehouse, { readOnly: true })
  expect(await read.rows("select distinct model, why from ledger.builds where why like 'backfill%'")).toEqual(
    [{ model: 'marts.orders', why: 'backfill: units were off' }],
  )
  read.close()
})

test.each([
  [{ table: 'marts.order' }, 'There is no table marts.order.'],
  [
    { table: 'metrics.kpis', from: '2026-03-01' },
    'The rows of metrics.kpis can only be computed all at once.',
  ],
  [{ table: 'marts.orders', to: '2026-02-30' }, '`2026-02-30` is no day.'],
])('what cannot be asked is refused before anything is built: %j', async (asked, said) => {
  await expect(backfilled(shopFolder(), asked)).rejects.toThrow(said)
})
