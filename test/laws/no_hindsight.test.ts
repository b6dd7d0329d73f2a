import { expect, test } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { buildStep } from '../../pipelines/build/step.ts'
import { load } from '../../pipelines/load.ts'
import { prepareLedger } from '../../pipelines/runner/ledger.ts'
import { steps } from '../../pipelines/runner/plan.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { catalog, shopFolder } from './shop.ts'

/**
 * What a feed had to say at a moment: a record counts from its own time on, and a later event of the record
 * takes with it what only that event told.
 */
const told: Record<string, { from?: string; events?: Record<string, readonly string[]> }> = {
  customers: { from: 'created_at' },
  products: {},
  fx_rates: {},
  orders: { from: 'ordered_at', events: { cancelled_at: [] } },
  order_lines: {},
  shipments: { events: { allocated_at: [], picked_at: [], packed_at: [], shipped_at: [] } },
  shipment_lines: {},
  tracking_events: { from: 'occurred_at' },
  returns: { from: 'requested_at', events: { approved_at: [] } },
  return_lines: {
    events: {
      received_at: ['received_quantity', 'received_weight_grams'],
      inspected_at: ['grade', 'serial_matches', 'tags_attached'],
      disposed_at: ['disposition', 'recovered_amount', 'processing_amount'],
      sellable_at: [],
    },
  },
  claims: { from: 'claimed_at' },
  payouts: { from: 'paid_at' },
  carrier_claims: { from: 'filed_at', events: { decided_at: ['paid_amount'] } },
  contacts: { from: 'opened_at', events: { first_response_at: [], resolved_at: ['satisfaction'] } },
  notifications: { from: 'sent_at', events: { opened_at: [] } },
  decisions: { from: 'decided_at' },
}

const upToScores = steps(catalog, defaultSettings).filter(({ model }) =>
  /^(staging|facts|scores)\.|^marts\.(identities|exchange_rates|order_lines)$/.test(model.name),
)
const compared = [
  'facts.claim_facts',
  'facts.return_facts',
  'scores.case_signals',
  'scores.case_scores',
] as const
const momentOf = {
  'facts.claim_facts': 'known_at',
  'facts.return_facts': 'known_at',
  'scores.case_scores': 'scored_as_of',
} as const

async function buildScores(warehouse: Warehouse, asOf: string): Promise<void> {
  await prepareLedger(warehouse)
  await warehouse.setAsOf(asOf)
  await warehouse.setPseudonymKey('a key for tests')
  for (const step of upToScores.filter(({ model }) => !/queue|bands/.test(model.name))) {
    await buildStep(warehouse, step, {
      runId: 'law',
      settings: defaultSettings,
      why: 'law',
      whole: true,
      inputs: '',
    })
  }
}

/** Copies the raw records of the shop as they stood at the moment. */
async function cutOff(warehouse: Warehouse, moment: string): Promise<void> {
  await warehouse.run('create schema raw')
  for (const feed of catalog.feeds) {
    const { from, events = {} } = told[feed.name] ?? {}
    const gone = Object.entries(events).flatMap(([event, with_]) =>
      [event, ...with_].map(
        (column) =>
          `case when ${quoted(event)} <= timestamp '${moment}' then ${quoted(column)} end as ${quoted(column)}`,
      ),
    )
    await warehouse.run(
      `create table ${quoted(feed.raw.name)} as select * ${gone.length > 0 ? `replace (${gone.join(', ')})` : ''}
       from shop.${quoted(feed.raw.name)} ${from ? `where ${quoted(from)} <= timestamp '${moment}'` : ''}`,
    )
  }
  for (const { lines } of catalog.senders) {
    await warehouse.run(
      `create table ${quoted(lines.record.raw.name)} as from shop.${quoted(lines.record.raw.name)} limit 0`,
    )
  }
}

test('facts and scores at a moment are the same, whatever came later', async () => {
  const places = shopFolder()
  await writeDemoShop({ orders: 2500, seed: 13, out: places.inbox })
  const whole = await Warehouse.open(places.warehouse)
  await load(whole, { ...catalog, inbox: places.inbox, settings: defaultSettings, runId: 'law' })
  await buildScores(whole, '2026-07-01')
  // The moments of real cases, from the middle of the year to its end, so that ties at the moment are met.
  const moments = await whole.rows<{ moment: string }>(
    `select strftime(known_at, '%Y-%m-%d %H:%M:%S.%f') as moment
     from (select known_at, row_number() over (order by known_at) as place, count(*) over () as cases from facts.cases) as c
     where place in (cases * 3 // 10, cases // 2, cases * 8 // 10, cases) order by moment`,
  )
  whole.close()
  expect(moments).toHaveLength(4)

  for (const { moment: at } of moments) {
    const cut = await Warehouse.open(':memory:')
    await cut.run(`attach '${places.warehouse}' as shop (read_only)`)
    await cutOff(cut, at)
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
