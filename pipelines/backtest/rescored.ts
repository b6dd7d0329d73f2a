import { caseScores } from '../../models/scores/case_scores.ts'
import { caseSignals } from '../../models/scores/case_signals.ts'
import type { Settings } from '../../models/settings.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { buildAnew } from '../build/step.ts'
import { engineMemory } from '../runner/engine_memory.ts'
import { prepareLedger } from '../runner/ledger.ts'
import type { Places } from '../runner/places.ts'
import type { Step } from '../runner/plan.ts'
import { Problem } from '../runner/problems.ts'

/** The tables that a ruleset makes from the facts. */
const scoredTables: readonly string[] = [caseSignals.name, caseScores.name]

/** The stored tables that judging reads besides those that scores rest on. */
const readToJudge = ['marts.decisions', 'scores.audits', 'scores.challenger_scores', 'staging.orders']

/**
 * Lets `look` see the stored tables, first with the stored signals and scores, then with those that this code and these
 * settings make of the stored facts. All of it in memory: nothing is written.
 */
export async function storedAndRescored<Seen>(
  places: Places,
  settings: Settings,
  { steps, asOf }: { readonly steps: readonly Step[]; readonly asOf: string },
  look: (warehouse: Warehouse, scores: 'stored' | 'rescored') => Promise<Seen>,
): Promise<{ readonly stored: Seen; readonly rescored: Seen }> {
  const warehouse = await Warehouse.open(':memory:', { memory: engineMemory(), reach: [places.warehouse] })
  try {
    await warehouse.run(`attach '${places.warehouse.replaceAll("'", "''")}' as stored (read_only)`)
    await warehouse.setAsOf(asOf)
    await prepareLedger(warehouse)
    const ruleset = steps.filter(({ model }) => scoredTables.includes(model.name))
    const parents = ruleset.flatMap(({ reads }) => reads)
    const shown = [...new Set([...parents, ...scoredTables, ...readToJudge])]
    await demandMade(warehouse, shown)
    for (const table of shown)
      await warehouse.run(`create view ${quoted(table)} as from stored.${quoted(table)}`)
    await demandFacts(warehouse, steps)
    const stored = await look(warehouse, 'stored')
    for (const table of scoredTables) await warehouse.run(`drop view ${quoted(table)}`)
    for (const step of ruleset) await buildAnew(warehouse, step, settings, 'backtest')
    return { stored, rescored: await look(warehouse, 'rescored') }
  } finally {
    warehouse.close()
  }
}

async function demandMade(warehouse: Warehouse, tables: readonly string[]): Promise<void> {
  const made = await warehouse.rows<{ name: string }>(
    `select schema_name || '.' || table_name as name from duckdb_tables() where database_name = 'stored'`,
  )
  const missing = tables.filter((table) => !made.some(({ name }) => name === table))
  if (missing.length > 0)
    throw new Problem(`The warehouse holds no ${missing.join(', ')}.`, {
      where: 'the stored tables',
      next: 'run `recoup run` once with the signals and settings as they were, then change them.',
    })
}

/** A signal that looks at a fact which no run has made yet cannot be judged by what is stored. */
async function demandFacts(warehouse: Warehouse, steps: readonly Step[]): Promise<void> {
  for (const { model } of steps.filter(({ model }) => /^facts\.(claim|return)_facts$/.test(model.name))) {
    const rows = await warehouse.rows<{ column_name: string }>(`describe ${quoted(model.name)}`)
    const made = new Set(rows.map(({ column_name }) => column_name))
    const missing = Object.keys(model.columns).filter((column) => !made.has(column))
    if (missing.length > 0)
      throw new Problem(`The stored facts hold no ${missing.join(', ')}.`, {
        where: model.name,
        next: 'backtest changed signals, weights and settings on facts that a run has made; for new facts, run in a copy of the data directory.',
      })
  }
}
