import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { barriersOf } from './axe.ts'
import { expectProbability, expectShown } from './figures.ts'
import { askSnapshot } from './snapshot.ts'
import { address, ask, visiting } from './visit.ts'

type Known = Record<string, string | number | boolean | null>

/** Looks at the page of each of these cases. */
async function visitingEach(
  cases: readonly Known[],
  look: (page: Page, found: Known) => Promise<void>,
  options: BrowserContextOptions = {},
) {
  expect(cases.length).toBeGreaterThan(0)
  for (const found of cases) {
    const query = new URLSearchParams({ type: String(found.case_type), id: String(found.case_id) })
    await visiting(
      `/loss-prevention/case/?${query}`,
      async (page) => {
        await page.locator(`section[data-case="${found.case_id}"]`).waitFor()
        await look(page, found)
      },
      options,
    )
  }
}

const card = (page: Page, title: string) => page.locator(`[data-card="${title}"]`)

/** What stands beside a name on a card, its note included. */
const beside = (page: Page, title: string, name: string | RegExp) =>
  card(page, title)
    .locator('dl > div', { has: page.locator('dt', { hasText: name }) })
    .locator('dd')

/** The facts of two cases of the queue, whole numbers as numbers. */
const factsOf = async (where: string): Promise<Known[]> => {
  const rows = await ask(`
    select f.* from scores.queue_facts as f join scores.queue as q using (case_type, case_id)
    where ${where} order by q.rank limit 2`)
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, cell]) => [name, typeof cell === 'bigint' ? Number(cell) : cell]),
    ),
  ) as Known[]
}

describe('what was known of a case at its moment', () => {
  test('of a claim: the loss of its lane beside that of all, and on how much it rests', async () => {
    await visitingEach(await factsOf('lane_loss is not null'), async (page, facts) => {
      const lane = card(page, 'The lane')
      const [own, all] = await lane.locator('li strong').allTextContents()
      expectShown(own ?? '', facts.lane_loss as number, 'loss of the lane')
      expectShown(all ?? '', facts.shop_loss as number, 'loss of all lanes')
      const [, parcels, claimed] =
        /rests on ([\d,]+) .* of which ([\d,]+) /.exec((await lane.textContent()) ?? '') ?? []
      expectShown(parcels ?? '', facts.lane_parcels as number, 'parcels of the lane')
      expectShown(claimed ?? '', facts.lane_claimed as number, 'those claimed')
      if (facts.metres_from_address !== null && (facts.metres_from_address as number) < 1000)
        expectShown(
          await beside(page, 'The parcel', 'Place of that scan').textContent(),
          facts.metres_from_address as number,
          'metres',
        )
    })
  })

  test('a return has no lane, and tells of its goods', async () => {
    await visitingEach(await factsOf("case_type = 'return'"), async (page, facts) => {
      expect(await card(page, 'The lane').count()).toBe(0)
      const kept = await beside(page, 'The goods', 'Kept before').textContent()
      if (facts.days_held === null) expect(kept).toContain('Not known')
      else expectShown(kept, Number(facts.days_held), 'days kept')
    })
  })

  test('the history of its identity, every count beside the one that it is of', async () => {
    const both = await Promise.all(['claim', 'return'].map((type) => factsOf(`case_type = '${type}'`)))
    await visitingEach(both.flat(), async (page, facts) => {
      const fact = (name: string) => facts[name] as number
      const history = async (name: string) =>
        (await beside(page, 'What came before', name).textContent()) ?? ''
      const shown = async (name: string) => (await history(name)).match(/\d[\d,]*/g)?.map(numeric)
      expect(await shown('Earlier orders')).toEqual([fact('orders_before')])
      expect(await shown('Earlier parcels')).toEqual([
        fact('claimed_parcels_before') + fact('quiet_parcels_before'),
        fact('claimed_parcels_before'),
        fact('quiet_parcels_before'),
      ])
      expect(await shown('Earlier claims')).toEqual([fact('claims_before'), fact('not_received_before')])
      expect(await shown('Pieces bought')).toEqual([
        fact('units_bought_before'),
        fact('units_returned_before'),
      ])
      expect(await shown('Returned items inspected')).toEqual([
        fact('inspected_returns_before'),
        fact('bad_returns_before'),
      ])
      expect(await shown('Earlier cases found abusive')).toEqual([
        fact('abuse_found_before'),
        fact('cleared_before'),
      ])
      if (fact('accounts') > 1)
        expect(await card(page, 'What came before').locator('p').textContent()).toContain(
          `${fact('accounts') - 1} other`,
        )
    })
  })
})

const numeric = (text: string) => Number(text.replaceAll(',', ''))

test('its earlier stages and decisions stand in their order, and the digests of its score', async () => {
  const cases = (await ask(`
    select case_type, case_id, stage, is_finding
    from scores.queue join (select case_type, case_id, count(*) as stages from scores.queue_stages group by all) using (case_type, case_id)
    order by stages desc, rank limit 2`)) as Known[]
  await visitingEach(cases, async (page, found) => {
    const where = `case_type = '${found.case_type}' and case_id = '${found.case_id}'`
    const stages = await ask(
      `select stage, score::double as score, top_reason, facts_hash, ruleset_hash from scores.queue_stages where ${where} order by reached_at`,
    )
    const rows = card(page, 'Stage by stage').locator('li')
    if (stages.length > 1) expect(await rows.count()).toBe(stages.length)
    for (const [index, { stage, score, top_reason }] of stages.length > 1 ? stages.entries() : []) {
      const row = rows.nth(index)
      expect((await row.locator('b').textContent())?.toLowerCase()).toContain(stage)
      expect(await row.locator('small').textContent()).toBe(top_reason ?? 'Nothing spoke for abuse.')
      const shown = await row.locator('strong').textContent()
      if (found.is_finding && stage === found.stage) expect(shown).toBe('exact')
      else expectProbability(shown ?? '', score as number | null, `probability when ${stage}`)
    }
    const present = stages.find(({ stage }) => stage === found.stage)
    expect(await page.locator('.digests code').allTextContents()).toEqual([
      String(present?.facts_hash).slice(0, 12),
      String(present?.ruleset_hash).slice(0, 12),
      `recoup replay ${found.case_id}`,
    ])
  })
})

test('decisions made on a case before are told, and that there was none', async () => {
  const cases = (await ask(`
    select case_type, case_id, any_value(rank) as rank, count(decision_id)::integer as decisions, string_agg(reviewer) as reviewers
    from scores.queue left join scores.queue_decisions using (case_type, case_id)
    group by all order by decisions desc, rank limit 2`)) as Known[]
  await visitingEach(cases, async (page, { decisions, reviewers }) => {
    const before = card(page, 'Decided before')
    await before.waitFor()
    expect(await before.locator('li').count()).toBe(decisions)
    if (decisions === 0) expect(await before.textContent()).toContain('Nobody has decided on it yet.')
    for (const reviewer of String(reviewers ?? '').split(','))
      expect(await before.textContent()).toContain(reviewer)
  })
})

describe('no data of the site tells which cases of the queue were drawn by lot', () => {
  test.each(['queue', 'queue_stages', 'ring_cases'])(
    '%s holds no band, no worth and no low score',
    async (table) => {
      await askingSite(table, async (name, askTable) => {
        const columns = await askTable(
          `select column_name from duckdb_columns() where format('{}.{}', schema_name, table_name) = '${name}'`,
        )
        const named = columns.map(({ column_name }) => column_name)
        expect(named).toContain('score')
        expect(named).not.toContain('expected_value')
        expect(named).not.toContain('band')
        const queued = table === 'ring_cases' ? 'is_in_queue and' : ''
        expect(await askTable(`select case_id from ${name} where ${queued} score < 0.5`)).toEqual([])
      })
    },
  )

  test('nor the bits that add up to a low score', async () => {
    const [low] = await ask(
      'select count(*)::integer as cases from scores.queue where score < 0.5 and not is_finding',
    )
    expect(low?.cases).toBeGreaterThan(0)
    await askingSite('queue', async (name, askTable) => {
      const untold = await askTable(
        `select count(*)::integer as cases from ${name} where log_odds is null and score is null`,
      )
      expect(untold).toEqual([low])
    })
    const weighed = await ask(
      'select count(*)::integer as rows from scores.queue_signals join scores.queue using (case_type, case_id) where score >= 0.5 or is_finding',
    )
    await askingSite('queue_signals', async (name, askTable) => {
      expect(await askTable(`select count(weight)::integer as rows from ${name}`)).toEqual(weighed)
    })
  })
})

/** Asks one table of the site's data, which pages load as a file of its own. */
async function askingSite(
  table: string,
  look: (name: unknown, askTable: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-site-data-'))
  try {
    const manifest = await (await fetch(`${address}/data/manifest.json`)).json()
    const { published } = (manifest as { renderedFiles: { published: string[] } }).renderedFiles
    const path = published.find((file) => file.endsWith(`/${table}.parquet`))
    const file = join(folder, `${table}.duckdb`)
    writeFileSync(
      file,
      Buffer.from(await (await fetch(`${address}/${path?.replace(/^static\//, '')}`)).arrayBuffer()),
    )
    const [{ name } = { name: '' }] = await askSnapshot(
      file,
      "select format('{}.{}', schema_name, table_name) as name from duckdb_tables()",
    )
    await look(name, (sql) => askSnapshot(file, sql))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

test.each([
  ['light', 1440],
  ['dark', 390],
] as const)('a case keeps nobody out, in %s colours on a screen of %i pixels', async (colorScheme, width) => {
  const look = async (page: Page) => {
    await card(page, 'What came before').waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width)
    expect(await barriersOf(page)).toEqual([])
  }
  await visitingEach(await factsOf('true'), look, { colorScheme, viewport: { width, height: 900 } })
})
