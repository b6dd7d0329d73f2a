import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Step } from '../runner/plan.ts'
import { logChanges } from './change_log.ts'
import { computeAll, computeTouched, touchedBy } from './fresh.ts'
import { runPass } from './pass.ts'
import type { StepOptions } from './step.ts'

/** Makes the table, empty, whatever was there before. */
export async function createTable(warehouse: Warehouse, { model }: Step): Promise<void> {
  const columns = Object.entries(model.columns).map(
    ([name, { facts }]) => `${quoted(name)} ${duckDb.typeOf[facts.kind]}`,
  )
  await warehouse.run(`create schema if not exists ${quoted(model.name.split('.')[0] as string)}`)
  await warehouse.run(`create or replace table ${quoted(model.name)} (${columns.join(', ')})`)
}

type Written = {
  readonly hasChanged: boolean
  readonly isAfresh: boolean
  readonly differences: { readonly came: number; readonly went: number } | undefined
  /** The rows that came, as a relation; nothing where all of them did. */
  readonly newRows?: string
}

/**
 * Writes the rows of the query. Of a table that stands, only what came and went is written, and written down
 * for the tables that follow it; where none does and all rows were computed, they are simply replaced.
 */
export async function write(
  warehouse: Warehouse,
  step: Step,
  { whole, changes, again, settings, buildNumber, takenIn = 0 }: StepOptions & { buildNumber: number },
): Promise<Written> {
  const { model, isFollowed } = step
  const columns = Object.keys(model.columns).map(quoted).join(', ')
  const table = quoted(model.name)
  if (model.pass) await runPass(warehouse, step, settings)
  if (whole) await demandDeclaredTypes(warehouse, step)
  const touched = again ? again.keys && [again.keys] : changes && (await touchedBy(warehouse, step, changes))
  if (whole || (!touched && !again && !isFollowed)) {
    if (!whole) await warehouse.run(`delete from ${table}`)
    await warehouse.run(`insert into ${table} (${columns}) select ${columns} from (${step.select}) as fresh`)
    return { hasChanged: true, isAfresh: true, differences: undefined }
  }
  const nothing = `(select * from ${table} limit 0)`
  if (touched?.length === 0)
    return { hasChanged: false, isAfresh: false, differences: { came: 0, went: 0 }, newRows: nothing }
  const held = touched ? await computeTouched(warehouse, step, touched) : await computeAll(warehouse, step)
  const came = await differing(
    warehouse,
    'come',
    `select ${columns} from fresh except all select ${columns} from ${held}`,
  )
  const went = await differing(
    warehouse,
    'gone',
    `select ${columns} from ${held} except all select ${columns} from fresh`,
  )
  if (went > 0) {
    const same = model.grain.map((name) => `gone.${quoted(name)} is not distinct from held.${quoted(name)}`)
    await warehouse.run(
      `delete from ${table} as held where exists (select 1 from gone where ${same.join(' and ')})`,
    )
  }
  if (came > 0) await warehouse.run(`insert into ${table} (${columns}) select ${columns} from come`)
  const hasChanged = whole || came + went > 0
  if (isFollowed && hasChanged && !whole) await logChanges(warehouse, model, { build: buildNumber, takenIn })
  return { hasChanged, isAfresh: whole, differences: { came, went }, newRows: 'come' }
}

/** Makes a temporary table of rows that the one side has and the other has not; gives their count. */
async function differing(warehouse: Warehouse, name: 'come' | 'gone', rows: string): Promise<number> {
  await warehouse.run(`create temp table ${name} as ${rows}`)
  return warehouse.count(`select count(*) from ${name}`)
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
