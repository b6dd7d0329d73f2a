import { join } from 'node:path'
import { claimFacts } from '../models/facts/claim_facts.ts'
import { returnFacts } from '../models/facts/return_facts.ts'
import { caseScores } from '../models/scores/case_scores.ts'
import { caseSignals } from '../models/scores/case_signals.ts'
import { defaultSettings } from '../models/settings.ts'
import { buildAnew } from '../pipelines/build/step.ts'
import { prepareLedger } from '../pipelines/runner/ledger.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { quoted } from '../warehouse/engine.ts'
import { everyStep } from './loaded_shop.ts'
import { median, took } from './median.ts'
import type { RunShop } from './run_shop.ts'
import { type Line, rateLine } from './table.ts'

const scored: readonly string[] = [caseSignals.name, caseScores.name]
const facts: readonly string[] = [claimFacts.name, returnFacts.name]

/** Facts of about as many cases as are asked for, scored with every signal's outcome, bits and words, written and checked. */
export async function benchScoring({ data }: RunShop, cases: number, rounds: number): Promise<Line[]> {
  const ruleset = everyStep.filter(({ model }) => scored.includes(model.name))
  const from = join(data, 'recoup.duckdb')
  const warehouse = await Warehouse.open(':memory:', { reach: [from] })
  try {
    const done = await manyFacts(warehouse, from, {
      cases,
      tables: [...new Set(ruleset.flatMap(({ reads }) => reads))].filter((table) => !scored.includes(table)),
    })
    const seconds: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      seconds.push(
        await took(async () => {
          for (const step of ruleset) await buildAnew(warehouse, step, defaultSettings, 'bench')
        }),
      )
    }
    return [
      rateLine('score, with what explains it', { done, of: 'cases', took: median(seconds), aim: 100_000 }),
    ]
  } finally {
    warehouse.close()
  }
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
