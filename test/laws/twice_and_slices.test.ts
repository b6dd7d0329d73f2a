import { cpSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { differences, runAll, shopFolder } from './shop.ts'

const filesOf = (inbox: string) =>
  readdirSync(inbox, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('_truth'))
    .map((entry) => relative(inbox, join(entry.parentPath, entry.name)))

/** The same shuffle every time: a linear congruential generator is random enough for an order of files. */
function shuffled<T>(all: readonly T[]): T[] {
  let state = 20261122
  const next = () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state
  }
  return all
    .map((one) => ({ one, place: next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ one }) => one)
}

test('the same files in any order and in slices give the same tables, and a second run changes nothing', async () => {
  const whole = shopFolder()
  await writeDemoShop({ orders: 400, seed: 11, out: whole.inbox })
  const first = await runAll(whole)
  expect(first.build.built.length).toBeGreaterThan(30)

  const again = await runAll(whole)
  expect(again.load.files.every(({ outcome }) => outcome === 'repeated')).toBe(true)
  expect([...again.build.built, ...again.score.built]).toEqual([])

  const sliced = shopFolder()
  const waiting = join(sliced.data, 'waiting')
  cpSync(whole.inbox, waiting, { recursive: true })
  // A missing exchange rate stops a build, so all rates are there from the first slice on.
  const files = shuffled(filesOf(waiting)).map((file, index) => ({
    file,
    slice: file.startsWith('fx_rates') ? 0 : index % 3,
  }))
  for (const now of [0, 1, 2]) {
    for (const { file } of files.filter(({ slice }) => slice === now)) {
      mkdirSync(dirname(join(sliced.inbox, file)), { recursive: true })
      renameSync(join(waiting, file), join(sliced.inbox, file))
    }
    await runAll(sliced)
  }
  expect(await differences(whole, sliced)).toEqual([])

  // The comparison itself sees a difference of one cell.
  const warehouse = await Warehouse.open(sliced.warehouse)
  await warehouse.run(
    'update marts.orders set units = units + 1 where order_id = (select min(order_id) from marts.orders)',
  )
  warehouse.close()
  expect(await differences(whole, sliced)).toEqual(['marts.orders: 2 rows'])
})
