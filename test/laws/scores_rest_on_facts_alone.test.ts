import { afterEach, expect, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { signals } from '../../models/signals/all.ts'
import { evaluated } from '../../models/signals/evaluated.ts'
import { buildAnew } from '../../pipelines/build/step.ts'
import { load } from '../../pipelines/load.ts'
import { stepsUpTo } from '../../pipelines/replay/rebuild.ts'
import { prepareLedger } from '../../pipelines/runner/ledger.ts'
import { steps } from '../../pipelines/runner/plan.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { compile, quoted } from '../../warehouse/engine.ts'
import { catalog, shopFolder } from './shop.ts'

const zoneBefore = process.env.TZ
afterEach(() => {
  if (zoneBefore === undefined) delete process.env.TZ
  else process.env.TZ = zoneBefore
})

/** Loads the shop and scores it, in a process of that time zone, with its raw rows in their order or shuffled. */
async function scored(
  inbox: string,
  { zone, isShuffled }: { zone: string; isShuffled: boolean },
): Promise<Warehouse> {
  process.env.TZ = zone
  const warehouse = await Warehouse.open(shopFolder().warehouse, { reach: [inbox] })
  await load(warehouse, { ...catalog, inbox, settings: defaultSettings, runId: 'law' })
  if (isShuffled)
    for (const { raw } of catalog.feeds) {
      const table = quoted(raw.name)
      await warehouse.run(
        `create or replace table ${table} as from ${table} order by hash(rowid, 'shuffled')`,
      )
    }
  await prepareLedger(warehouse)
  await warehouse.setAsOf('2026-07-01')
  await warehouse.setPseudonymKey('a key for tests')
  for (const step of stepsUpTo('scores.case_scores', steps(catalog, defaultSettings)))
    await buildAnew(warehouse, step, defaultSettings, 'law')
  return warehouse
}

test('scores hang neither on the order of rows nor on the time zone of the process, and signals on trial add nothing', async () => {
  const { inbox } = shopFolder()
  await writeDemoShop({ orders: 600, seed: 14, out: inbox })
  const one = await scored(inbox, { zone: 'UTC', isShuffled: false })
  const other = await scored(inbox, { zone: 'Pacific/Kiritimati', isShuffled: true })
  for (const table of ['scores.case_signals', 'scores.case_scores']) {
    const rows = await one.rows(`from ${quoted(table)} order by all`)
    expect(rows.length).toBeGreaterThan(20)
    expect(await other.rows(`from ${quoted(table)} order by all`)).toEqual(rows)
  }
  other.close()

  let bits = 0
  for (const signal of signals) {
    const said = (state: 'active' | 'trial') =>
      compile(evaluated({ ...signal, state }, defaultSettings), duckDb)
    const [row] = await one.rows<{ adds: number; would: number; differing: number }>(
      `select coalesce(sum(abs(t.weight)), 0) as adds, coalesce(sum(abs(t.trial_weight)), 0) as would,
         cast(count(*) filter (t.trial_weight <> a.weight or t.outcome <> a.outcome) as integer) as differing
       from (${said('trial')}) as t join (${said('active')}) as a using (case_type, case_id, stage)`,
    )
    expect(row).toMatchObject({ adds: 0, differing: 0 })
    bits += row?.would ?? 0
  }
  expect(bits).toBeGreaterThan(0)
  one.close()
})
