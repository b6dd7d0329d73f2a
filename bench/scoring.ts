import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { claimFacts } from '../models/facts/claim_facts.ts'
import { returnFacts } from '../models/facts/return_facts.ts'
import { caseScores } from '../models/scores/case_scores.ts'
import { caseSignals } from '../models/scores/case_signals.ts'
import { defaultSettings } from '../models/settings.ts'
import { buildAnew } from '../pipelines/build/step.ts'
import { readCatalog } from '../pipelines/runner/catalog.ts'
import { prepareLedger } from '../pipelines/runner/ledger.ts'
import { steps } from '../pipelines/runner/plan.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { quoted } from '../warehouse/engine.ts'
import type { MadeShop } from './made_shop.ts'
import { median, took } from './ratios.ts'

const recoup = fileURLToPath(new URL('../pipelines/recoup.js', import.meta.url))
const scored: readonly string[] = [caseSignals.name, caseScores.name]
const facts: readonly string[] = [claimFacts.name, returnFacts.name]

/** Facts of about as many cases as are asked for, scored with every signal's outcome, bits and words, written and checked. */
export async function benchScoring(shop: MadeShop, cases: number, rounds: number): Promise<string> {
  const all = steps(await readCatalog(defaultSettings), defaultSettings)
  const ruleset = all.filter(({ model }) => scored.includes(model.name))
  const shopRun = scoredShop(shop)
  const warehouse = await Warehouse.open(':memory:', { reach: [shopRun] })
  try {
    const made = await manyFacts(warehouse, shopRun, {
      cases,
      tables: [...new Set(ruleset.flatMap(({ reads }) => reads))].filter((table) => !scored.includes(table)),
    })
    const seconds: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const { wall } = await took(async () => {
        for (const step of ruleset) await buildAnew(warehouse, step, defaultSettings, 'bench')
      })
      seconds.push(wall)
    }
    const signals = await warehouse.count('select count(*) from scores.case_signals')
    const middle = median(seconds)
    return [
      '| what | cases | rows of explanation | seconds | cases a second | aim |',
      '| --- | ---: | ---: | ---: | ---: | ---: |',
      `| \`scores.case_signals\` and \`scores.case_scores\` | ${made.toLocaleString('en')} | ${signals.toLocaleString('en')} | ${middle.toFixed(2)} | ${Math.round(made / middle).toLocaleString('en')} | ≥ 100,000 |`,
    ].join('\n')
  } finally {
    warehouse.close()
  }
}

/** The warehouse of the shop, run once and kept between calls. */
function scoredShop({ inbox }: MadeShop): string {
  const data = join(dirname(inbox), 'scored')
  const warehouse = join(data, 'recoup.duckdb')
  if (existsSync(warehouse)) return warehouse
  const { status, stderr } = spawnSync(process.execPath, [
    recoup,
    'run',
    '--quiet',
    '--data',
    data,
    '--inbox',
    inbox,
  ])
  if (status !== 0) throw new Error(`The run failed: ${stderr}`)
  return warehouse
}

/** Puts the shop's facts into the warehouse, as often as it takes, each time under other names. Gives the cases. */
async function manyFacts(
  warehouse: Warehouse,
  from: string,
  { cases, tables }: { readonly cases: number; readonly tables: readonly string[] },
): Promise<number> {
  await warehouse.run(`attach '${from.replaceAll("'", "''")}' as shop (read_only)`)
  await prepareLedger(warehouse)
  const once = await warehouse.count(
    `select ${facts.map((table) => `(select count(*) from shop.${quoted(table)})`).join(' + ')}`,
  )
  const times = Math.ceil(cases / once)
  for (const table of tables) {
    const rows = facts.includes(table)
      ? `select f.* replace (f.case_id || '-' || n as case_id) from shop.${quoted(table)} as f, range(${times}) as r(n)`
      : `from shop.${quoted(table)}`
    await warehouse.run(`create table ${quoted(table)} as ${rows}`)
  }
  await warehouse.run('detach shop')
  return once * times
}
