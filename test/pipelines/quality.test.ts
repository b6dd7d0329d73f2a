import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Evaluation } from '../../pipelines/evaluate.ts'
import { qualityTables } from '../../pipelines/quality/all.ts'
import { writeDemoShop } from '../../sources/demo_shop/demo_shop.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { recoupIn } from './command.ts'

const folder = mkdtempSync(join(tmpdir(), 'recoup quality '))
const [warehouse, snapshot] = ['recoup.duckdb', join('published', 'recoup.duckdb')].map((path) =>
  join(folder, 'data', path),
) as [string, string]
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function recoup(...args: readonly string[]): Promise<string> {
  const { code, out, err } = await recoupIn(folder, [...args, '--quiet'])
  expect(err).toBe('')
  expect(code).toBe(0)
  return out
}

beforeAll(async () => {
  await writeDemoShop({ orders: 1200, seed: 5, out: join(folder, 'data', 'inbox') })
  await recoup('run')
}, 120_000)

async function at<T>(path: string, work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
  const opened = await Warehouse.open(path, { readOnly: path === snapshot })
  try {
    return await work(opened)
  } finally {
    opened.close()
  }
}

/** All published tables about the queue, as text. */
const published = () =>
  at(snapshot, async (reader) => {
    const tables: Record<string, string> = {}
    for (const { name } of qualityTables) tables[name] = JSON.stringify(await reader.rows(`from ${name}`))
    return tables
  })

test('what is published is what evaluate says of people’s decisions', async () => {
  const evaluation = JSON.parse(await recoup('evaluate', '--json')) as Evaluation
  const rows = await at(snapshot, (reader) =>
    reader.rows<Record<string, string | number | boolean | null>>(
      `from quality.populations join quality.rankings using (population)
       join (select population, shown as shown_of_all, honest, times_its_share from quality.fairness where division = 'all') using (population)
       where ranking = 'score' order by populations.position`,
    ),
  )
  expect(evaluation.populations.length).toBeGreaterThan(1)
  expect(rows).toMatchObject(
    evaluation.populations
      .filter(({ fairness }) => fairness.length > 0)
      .map(({ population, cases, abusive, reviewed, brier, rankings, fairness }) => ({
        population,
        cases: String(cases),
        abusive: String(abusive),
        shown: String(reviewed),
        honest: String(cases - abusive),
        brier: brier?.value,
        brier_low: brier?.low,
        precision: rankings[0]?.precision?.value ?? null,
        precision_high: rankings[0]?.precision?.high ?? null,
        value_captured: rankings[0]?.valueCaptured?.value,
        average_precision: rankings[0]?.averagePrecision?.value,
        shown_of_all: fairness[0]?.reviewed.value,
        times_its_share: reviewed > 0 ? 1 : null,
      })),
  )
})

test('decisions by people are each counted once, and against the step that the score recommended then', async () => {
  const [told] = await at(snapshot, (reader) =>
    reader.rows(`select sum(decisions) as decisions, sum(banded) as banded, sum(let_through) as let_through,
      sum(looked_in_vain) as looked_in_vain, sum(first_decisions) as first, sum(within_a_day) <= sum(within_three_days)
      and sum(within_three_days) <= sum(within_a_week) and sum(within_a_week) <= sum(first_decisions) as grows
      from quality.decisions`),
  )
  const [made] = await at(warehouse, (reader) =>
    reader.rows(`with decided as (
        select d.*, (select arg_max(band, s.scored_as_of) from scores.case_scores as s where s.case_type = d.case_type
          and s.case_id = d.case_id and s.scored_as_of <= d.decided_at) as band
        from marts.decisions as d where is_by_person
      ) select count(*) as decisions, count(band) filter (finding <> 'unresolved') as banded,
        count(*) filter (finding = 'abuse' and band in ('fast_track', 'standard')) as let_through,
        count(*) filter (finding in ('legitimate', 'carrier_fault', 'warehouse_fault') and band in ('review', 'ask_proof')) as looked_in_vain,
        count(distinct (case_type, case_id)) filter (band is not null) as first, true as grows from decided`),
  )
  expect(Number(made?.decisions)).toBeGreaterThan(10)
  expect(told).toEqual(made)
})

test('nothing published about the queue names a case or a person, or says what was drawn', async () => {
  const columns = qualityTables.flatMap((table) => Object.keys(table.columns))
  expect(columns).not.toContain('case_id')
  expect(
    columns.filter((column) => /reviewer$|_by$|order|decision_id|is_drawn|propensity/.test(column)),
  ).toEqual([])
  const names = await at(warehouse, (reader) =>
    reader.rows<{ name: string }>(
      'select distinct reviewer as name from staging.decisions union select case_id from marts.decisions',
    ),
  )
  expect(names.length).toBeGreaterThan(3)
  const text = Object.values(await published()).join('\n')
  for (const { name } of names) expect(text.includes(name), name).toBe(false)
})

test('it is judged anew where decisions or settings changed, and else kept', async () => {
  const first = await published()
  await at(warehouse, (writer) => writer.run('update quality.populations set cases = 7'))
  await recoup('run')
  expect((await published())['quality.populations']).toContain('"cases":"7"')

  const [unclear] = await at(warehouse, (reader) =>
    reader.rows<{ decision_id: string; case_id: string }>(
      `select decision_id, case_id from marts.decisions where is_latest and case_type = 'claim' order by all limit 1`,
    ),
  )
  await recoup(
    'decide',
    unclear?.case_id as string,
    ...['--finding', 'unresolved', '--action', 'approve', '--reviewer', 'rita'],
    ...['--appeal-of', unclear?.decision_id as string],
  )
  await recoup('run')
  const decided = await published()
  expect(decided['quality.populations']).not.toContain('"cases":"7"')
  expect(decided['quality.decisions']).not.toBe(first['quality.decisions'])

  // The same inputs give the same bytes, however often.
  await at(warehouse, (writer) => writer.run('drop schema quality cascade'))
  await recoup('publish')
  expect(await published()).toEqual(decided)
})
