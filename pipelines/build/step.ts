import type { Settings } from '../../models/settings.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Step } from '../runner/plan.ts'
import { Problem } from '../runner/problems.ts'
import { type Checked, runChecks } from './checks.ts'
import { runPass } from './pass.ts'

export type StepOptions = {
  readonly runId: string
  readonly settings: Settings
  readonly why: string
  /** Write the whole table instead of what changed. */
  readonly whole: boolean
  readonly inputs: string
}

export type StepResult = {
  readonly buildNumber: number
  readonly warnings: readonly {
    readonly table: string
    readonly sentence: string
    readonly offending: number
  }[]
}

/**
 * Builds one table in one transaction: write, check, ledger row. A check that stops, a query of another
 * type than declared, or any fault of the engine leaves the table as it was.
 */
export async function buildStep(warehouse: Warehouse, step: Step, options: StepOptions): Promise<StepResult> {
  const startedAt = new Date()
  const table = step.model.name
  return warehouse.transaction(async () => {
    if (!step.model.pass) await demandDeclaredTypes(warehouse, step)
    if (options.whole) await createTable(warehouse, step)
    if (step.model.pass) await runPass(warehouse, step, options.settings)
    else await write(warehouse, step, options.whole)

    const checked = await runChecks(warehouse, step.model)
    const offences = checked.filter(({ offending }) => offending > 0)
    const stopping = offences.filter(({ severity }) => severity === 'stop')
    if (stopping.length > 0) throw refusal(table, stopping)

    const buildNumber = await warehouse.count(`select nextval('ledger.build_numbers')`)
    await warehouse.run(
      `insert into ledger.builds select $1, $2, $3, $4, $5, $6, (select count(*) from ${quoted(table)}),
         cast($7 as timestamp), cast($8 as timestamp)`,
      [
        BigInt(buildNumber),
        options.runId,
        table,
        step.fingerprint,
        options.inputs,
        options.why,
        startedAt.toISOString().replace('Z', ''),
        new Date().toISOString().replace('Z', ''),
      ],
    )
    await recordChecks(warehouse, buildNumber, table, checked)
    return {
      buildNumber,
      warnings: offences.map(({ sentence, offending }) => ({ table, sentence, offending })),
    }
  })
}

async function recordChecks(
  warehouse: Warehouse,
  buildNumber: number,
  table: string,
  checked: readonly Checked[],
): Promise<void> {
  const rows = checked.map((_, at) => `($1, $2, $${at * 3 + 3}, $${at * 3 + 4}, $${at * 3 + 5})`)
  await warehouse.run(`insert into ledger.checks values ${rows.join(', ')}`, [
    BigInt(buildNumber),
    table,
    ...checked.flatMap(({ sentence, severity, offending }) => [sentence, severity, BigInt(offending)]),
  ])
}

function refusal(table: string, offences: readonly Checked[]): Problem {
  const failed = offences.map(
    ({ sentence, offending, examples }) =>
      `«${sentence}» does not hold for ${offending} rows${examples ? ` (such as ${examples})` : ''}`,
  )
  return new Problem(`${table} was left as it was: ${failed.join('; ')}.`, {
    where: `the checks of ${table}`,
    next:
      offences.find(({ next }) => next)?.next ??
      'mend those records at their source, load them again, and run once more.',
  })
}

async function createTable(warehouse: Warehouse, { model }: Step): Promise<void> {
  const columns = Object.entries(model.columns).map(
    ([name, { facts }]) => `${quoted(name)} ${duckDb.typeOf[facts.kind]}`,
  )
  await warehouse.run(`create schema if not exists ${quoted(model.name.split('.')[0] as string)}`)
  await warehouse.run(`create or replace table ${quoted(model.name)} (${columns.join(', ')})`)
}

async function write(warehouse: Warehouse, { model, select }: Step, whole: boolean): Promise<void> {
  const target = { table: model.name, columns: Object.keys(model.columns), select }
  for (const statement of whole ? model.load.writeAll(target) : model.load.writeChanges(target)) {
    await warehouse.run(statement)
  }
}

/** The engine's own word for the query's row must be the declared one: a cast on insert would hide a loss. */
async function demandDeclaredTypes(warehouse: Warehouse, { model, select }: Step): Promise<void> {
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(`describe ${select}`)
  const given = new Map(described.map(({ column_name, column_type }) => [column_name, column_type]))
  for (const [name, { facts }] of Object.entries(model.columns)) {
    const declared = duckDb.typeOf[facts.kind]
    if (given.get(name) === declared) continue
    throw new Error(
      `${model.name}.${name} is declared as ${declared}, but its query gives ${given.get(name) ?? 'no such column'}.`,
    )
  }
}
