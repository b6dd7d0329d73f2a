import type { Settings } from '../../models/settings.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { BuildEnd } from '../runner/ledger.ts'
import type { Changes, Step } from '../runner/plan.ts'
import { Problem } from '../runner/problems.ts'
import { beginChangeLog, logChanges } from './change_log.ts'
import { type Checked, runChecks } from './checks.ts'
import { computeAll, computeTouched, dropFresh, touchedBy } from './fresh.ts'

export type StepOptions = {
  readonly runId: string
  readonly settings: Settings
  readonly why: string
  /** Make the table anew, as its first build or a new definition asks for. */
  readonly whole: boolean
  /** Where it is known what changed beneath a table that stands; else all of its rows are computed again. */
  readonly changes?: Changes | undefined
  readonly inputs: string
}

export type StepResult = BuildEnd & {
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
    if (options.whole) await createTable(warehouse, step)
    if (options.whole && step.isFollowed) await beginChangeLog(warehouse, step.model)
    const buildNumber = await warehouse.count(`select nextval('ledger.build_numbers')`)
    const written = await write(warehouse, step, { ...options, buildNumber })
    const checked = await runChecks(warehouse, step.model, written.newRows)
    await dropFresh(warehouse, step)
    const offences = checked.filter(({ offending }) => offending > 0)
    const stopping = offences.filter(({ severity }) => severity === 'stop')
    if (stopping.length > 0) throw refusal(table, stopping)

    await warehouse.run(
      `insert into ledger.builds select $1, $2, $3, $4, $5, $6, (select count(*) from ${quoted(table)}),
         cast($7 as timestamp), cast($8 as timestamp), $9, $10`,
      [
        BigInt(buildNumber),
        options.runId,
        table,
        step.fingerprint,
        options.inputs,
        options.why,
        startedAt.toISOString().replace('Z', ''),
        new Date().toISOString().replace('Z', ''),
        written.hasChanged,
        written.isAfresh,
      ],
    )
    await recordChecks(warehouse, buildNumber, table, checked)
    return {
      buildNumber,
      hasChanged: written.hasChanged,
      isAfresh: written.isAfresh,
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

type Written = {
  readonly hasChanged: boolean
  readonly isAfresh: boolean
  /** The rows that came, as a relation; nothing where all of them did. */
  readonly newRows?: string
}

/**
 * Writes the rows of the query. Of a table that stands, only what came and went is written, and written down
 * for the tables that follow it; where none does and all rows were computed, they are simply replaced.
 */
async function write(
  warehouse: Warehouse,
  step: Step,
  { whole, changes, settings, buildNumber }: StepOptions & { buildNumber: number },
): Promise<Written> {
  const { model, isFollowed } = step
  const columns = Object.keys(model.columns).map(quoted).join(', ')
  const table = quoted(model.name)
  if (!model.pass && whole) await demandDeclaredTypes(warehouse, step)
  const touched = changes && (await touchedBy(warehouse, step, changes))
  if (!model.pass && (whole || (!touched && !isFollowed))) {
    if (!whole) await warehouse.run(`delete from ${table}`)
    await warehouse.run(`insert into ${table} (${columns}) select ${columns} from (${step.select}) as fresh`)
    return { hasChanged: true, isAfresh: true }
  }
  const unchanged = { hasChanged: false, isAfresh: false, newRows: `(select * from ${table} limit 0)` }
  if (touched?.length === 0) return unchanged
  const held = touched
    ? await computeTouched(warehouse, step, touched)
    : await computeAll(warehouse, step, settings)
  await warehouse.run(
    `create temp table come as select ${columns} from fresh except all select ${columns} from ${held}`,
  )
  await warehouse.run(
    `create temp table gone as select ${columns} from ${held} except all select ${columns} from fresh`,
  )
  if ((await warehouse.count('select (select count(*) from come) + (select count(*) from gone)')) === 0)
    return { ...unchanged, isAfresh: whole }
  const sameGrain = model.grain.map(
    (column) => `gone.${quoted(column)} is not distinct from held.${quoted(column)}`,
  )
  await warehouse.run(
    `delete from ${table} as held where exists (select 1 from gone where ${sameGrain.join(' and ')})`,
  )
  await warehouse.run(`insert into ${table} (${columns}) select ${columns} from come`)
  if (isFollowed && !whole) await logChanges(warehouse, model, buildNumber)
  return { hasChanged: true, isAfresh: whole, newRows: 'come' }
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
