import { cpSync, mkdirSync, readdirSync, renameSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { run } from '../../pipelines/run.ts'
import { atDesk } from '../../pipelines/runner/desk.ts'
import type { Places } from '../../pipelines/runner/places.ts'
import { silent } from '../../pipelines/runner/progress.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { differences, runAll, shopFolder } from './shop.ts'

const filesOf = (inbox: string) =>
  readdirSync(inbox, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('_truth'))
    .map((entry) => relative(inbox, join(entry.parentPath, entry.name)))

/** The same numbers every time, from 0 to 1: a linear congruential generator is random enough for files. */
function chances(): () => number {
  let state = 20261122
  return () => {
    state = (state * 1103515245 + 12345) % 2147483648
    return state / 2147483648
  }
}

const slices = 4

/** The slice in which a file comes: that of its day, but some come late, and all of the corrections last. */
function sliceOf(file: string, chance: number): number {
  // A missing exchange rate stops a build, so all rates are there from the first slice on.
  if (file.startsWith('fx_rates/2')) return 0
  if (file.includes('corrected')) return slices - 1
  const [, year, month] = /(\d{4})-(\d{2})/.exec(file) ?? []
  const months = year && month ? (Number(year) - 2025) * 12 + Number(month) - 7 : 0
  const due = Math.floor((months / 12) * slices)
  return Math.min(slices - 1, due + (chance < 0.15 ? 1 + Math.floor(chance * 20) : 0))
}

const later = "updated_at: timestamp '2027-01-01'"
/** What becomes different in newer versions of some records of old, as columns of the raw table. */
const corrections: Readonly<Record<string, readonly string[]>> = {
  orders: [later, 'customer_id: (select max(customer_id) from raw.orders)', 'items_amount: items_amount + 1'],
  order_lines: [later, 'quantity: quantity + 1'],
  products: [later, "category: 'corrected'"],
  shipments: [later, 'order_id: (select max(order_id) from raw.orders)'],
  returns: [later, "requested_at: requested_at - interval '3' day"],
  return_lines: [later, "disposition: 'donate'", 'sellable_at: null'],
  claims: [later, "type: 'damaged'", 'shipment_id: null'],
  payouts: [later, 'amount: amount + 1', 'claim_id: null'],
  contacts: [later, 'order_id: null'],
  decisions: ["decided_at: decided_at + interval '1' hour", "finding: 'legitimate'"],
  fx_rates: ['rate: rate * 1.01'],
  tracking_events: ["occurred_at: occurred_at - interval '5' hour"],
}

/** Writes a file of corrections for each of those feeds, every 40th record in it. */
async function writeCorrections(loaded: Places, out: string): Promise<void> {
  const warehouse = await Warehouse.open(loaded.warehouse, { readOnly: true, reach: [out] })
  for (const [feed, changes] of Object.entries(corrections)) {
    const replaced = changes.map((change) => {
      const [, column, value] = /^(\w+): (.*)$/.exec(change) ?? []
      return `${value} as ${column}`
    })
    mkdirSync(join(out, feed), { recursive: true })
    await warehouse.run(
      `copy (select * exclude (version_at, file_number, row_number) replace (${replaced.join(', ')})
             from raw.${feed} where hash(file_number, row_number) % 40 = 0)
       to '${join(out, feed, 'corrected.parquet')}' (format parquet)`,
    )
  }
  warehouse.close()
}

test('a second run changes nothing, and files in slices, late ones and corrections among them, give what they give at once', async () => {
  const first = shopFolder()
  await writeDemoShop({ orders: 250, seed: 11, out: first.inbox })
  const built = await runAll(first)
  expect(built.build.built.length).toBeGreaterThan(30)

  const again = await runAll(first)
  expect(again.load.files.every(({ outcome }) => outcome === 'repeated')).toBe(true)
  expect([...again.build.built, ...again.score.built]).toEqual([])

  const whole = shopFolder()
  cpSync(first.inbox, whole.inbox, { recursive: true })
  await writeCorrections(first, whole.inbox)
  const loaded = await runAll(whole)
  expect(
    loaded.load.files.flatMap(({ rowsQuarantined }) => rowsQuarantined).every((rows) => rows === 0),
  ).toBe(true)

  const sliced = shopFolder()
  const waiting = join(sliced.data, 'waiting')
  cpSync(whole.inbox, waiting, { recursive: true })
  const chance = chances()
  const files = filesOf(waiting)
    .sort()
    .map((file) => ({ file, slice: sliceOf(file, chance()) }))
  for (let now = 0; now < slices; now += 1) {
    for (const { file } of files.filter(({ slice }) => slice === now)) {
      mkdirSync(dirname(join(sliced.inbox, file)), { recursive: true })
      renameSync(join(waiting, file), join(sliced.inbox, file))
    }
    // One run looks back to an earlier day, and the next has to find its way on from there.
    const asOf = now === 1 ? '2025-10-01T00:00:00Z' : undefined
    await atDesk(sliced, 'run', (desk) => run(desk, { asOf, progress: silent }))
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
