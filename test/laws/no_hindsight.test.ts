import { expect, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { buildAnew } from '../../pipelines/build/step.ts'
import { load } from '../../pipelines/load.ts'
import { showAsKnown } from '../../pipelines/replay/as_known.ts'
import { prepareLedger } from '../../pipelines/runner/ledger.ts'
import { steps } from '../../pipelines/runner/plan.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { catalog, shopFolder } from './shop.ts'

const compared = [
  'facts.identity_histories',
  'facts.claim_facts',
  'facts.return_facts',
  'scores.case_signals',
  'scores.case_scores',
] as const
const momentOf = {
  'facts.identity_histories': 'known_at',
  'facts.claim_facts': 'known_at',
  'facts.return_facts': 'known_at',
  'scores.case_scores': 'scored_as_of',
} as const

/** What those tables rest on, and they themselves. */
const needed = new Set<string>(compared)
for (const { model, reads } of catalog.models.toReversed())
  if (needed.has(model.name)) for (const parent of reads) needed.add(parent)
const upToScores = steps(catalog, defaultSettings).filter(({ model }) => needed.has(model.name))

async function buildScores(warehouse: Warehouse, asOf: string): Promise<void> {
  await prepareLedger(warehouse)
  await warehouse.setAsOf(asOf)
  await warehouse.setPseudonymKey('a key for tests')
  for (const step of upToScores) {
    await buildAnew(warehouse, step, defaultSettings, 'law')
  }
}

/**
 * Silences a signal after each claim: for its identity or, where a scan named a facility, for a lane. Half of
 * them were ended early, so that at some moments the end is not known yet.
 */
const suppressions = (signal: string, silencedFor: 'identity' | 'lane') => `
  insert into raw.suppressions by name
  select concat_ws(' ', claim_id, '${signal}', '${silencedFor}') as suppression_id, 'claim' as case_type,
    claim_id as case_id, '${signal}' as signal, '${silencedFor}' as silenced_for, 'law' as reason, 'law' as reviewer,
    ${silencedFor === 'identity' ? 'customer_id' : 'carrier, facility'},
    claimed_at + interval 1 hour as recorded_at, cast(claimed_at as date) + 170 as silenced_until,
    case when hash(claim_id) % 2 = 0 then claimed_at + interval 60 day end as ended_at,
    case when hash(claim_id) % 2 = 0 then 'law' end as ended_by,
    claimed_at as version_at, 0 as file_number, 0 as row_number
  from raw.claims join raw.orders using (order_id) join raw.shipments using (order_id)
    join (select carrier, tracking_number, arg_max(facility, occurred_at) as facility
          from raw.tracking_events group by all) using (carrier, tracking_number)
  where facility is not null
  qualify row_number() over (partition by claim_id order by shipments.shipment_id) = 1`

test('facts and scores at a moment are the same, whatever came later', async () => {
  const places = shopFolder()
  await writeDemoShop({ orders: 2500, seed: 13, out: places.inbox })
  const whole = await Warehouse.open(places.warehouse, { reach: [places.inbox] })
  await load(whole, { ...catalog, inbox: places.inbox, settings: defaultSettings, runId: 'law' })
  await whole.run(suppressions('delivered_scan', 'identity'))
  await whole.run(suppressions('lane_loss', 'lane'))
  await whole.run(suppressions('delivered_scan', 'lane'))
  await buildScores(whole, '2026-07-01')
  // The moments of real cases, from the middle of the year to its end, so that ties at the moment are met.
  const moments = await whole.rows<{ moment: string }>(
    `select strftime(known_at, '%Y-%m-%d %H:%M:%S.%f') as moment
     from (select known_at, row_number() over (order by known_at) as place, count(*) over () as cases from facts.cases) as c
     where place in (cases * 3 // 10, cases // 2, cases * 8 // 10, cases) order by moment`,
  )
  const silenced = (among: string) =>
    whole.count(`select count(*) from scores.case_signals where silenced_by in (${among})`)
  expect(
    await silenced('select suppression_id from raw.suppressions where ended_at is null'),
  ).toBeGreaterThan(0)
  expect(
    await silenced('select suppression_id from raw.suppressions where ended_at > recorded_at'),
  ).toBeGreaterThan(0)
  whole.close()
  expect(moments).toHaveLength(4)

  for (const { moment: at } of moments) {
    const cut = await Warehouse.open(':memory:', { reach: [places.warehouse] })
    await cut.run(`attach '${places.warehouse}' as shop (read_only)`)
    await showAsKnown(cut, catalog, 'shop', at)
    await buildScores(cut, at)
    for (const table of compared) {
      const then = `from ${quoted(table)}`
      const known =
        table === 'scores.case_signals'
          ? `from shop.scores.case_signals semi join (from shop.scores.case_scores where scored_as_of <= timestamp '${at}') using (case_type, case_id, stage)`
          : `from shop.${quoted(table)} where ${momentOf[table]} <= timestamp '${at}'`
      expect(await cut.count(`select count(*) ${then}`), `${table} at ${at}`).toBeGreaterThan(0)
      expect(
        await cut.count(`select count(*) from (${then} except all ${known})`),
        `${table} at ${at}, only then`,
      ).toBe(0)
      expect(
        await cut.count(`select count(*) from (${known} except all ${then})`),
        `${table} at ${at}, only later`,
      ).toBe(0)
    }
    cut.close()
  }
})
