import type { Model } from '../../models/model.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Step } from '../runner/plan.ts'
import { beginChangeLog, logChanges } from './change_log.ts'
import { computeAll, computeTouched, touchedBy } from './fresh.ts'
import { runPass } from './pass.ts'
import type { Scratch } from './scratch.ts'
import type { StepOptions } from './step.ts'

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
  scratch: Scratch,
  step: Step,
  { whole, changes, again, settings, buildNumber, takenIn = 0 }: StepOptions & { buildNumber: number },
): Promise<Written> {
  const { model, isFollowed } = step
  const columns = Object.keys(model.columns).map(quoted).join(', ')
  const table = quoted(model.name)
  if (model.pass) await runPass(warehouse, scratch, step, settings)
  const select = `select ${columns} from (${step.select}) as fresh`
  if (whole) {
    await warehouse.run(`create or replace table ${table} as ${select}`)
    await demandDeclaredTypes(warehouse, model)
    if (isFollowed) await beginChangeLog(warehouse, model)
    return { hasChanged: true, isAfresh: true, differences: undefined }
  }
  const touched = again ? again.keys && [again.keys] : changes && (await touchedBy(warehouse, step, changes))
  if (!touched && !again && !isFollowed) {
    await warehouse.run(`delete from ${table}`)
    await warehouse.run(`insert into ${table} (${columns}) ${select}`)
    return { hasChanged: true, isAfresh: true, differences: undefined }
  }
  const nothing = `(select * from ${table} limit 0)`
  if (touched?.length === 0)
    return { hasChanged: false, isAfresh: false, differences: { came: 0, went: 0 }, newRows: nothing }
  const held = touched ? await computeTouched(scratch, step, touched) : await computeAll(scratch, step)
  await scratch.make('come', `select ${columns} from fresh except all select ${columns} from ${held}`)
  await scratch.make('gone', `select ${columns} from ${held} except all select ${columns} from fresh`)
  const came = await warehouse.count('select count(*) from come')
  const went = await warehouse.count('select count(*) from gone')
  if (went > 0) {
    const same = model.grain.map((name) => `gone.${quoted(name)} is not distinct from held.${quoted(name)}`)
    await warehouse.run(
      `delete from ${table} as held where exists (select 1 from gone where ${same.join(' and ')})`,
    )
  }
  if (came > 0) await warehouse.run(`insert into ${table} (${columns}) select ${columns} from come`)
  const hasChanged = came + went > 0
  if (isFollowed && hasChanged) await logChanges(warehouse, model, { build: buildNumber, takenIn })
  return { hasChanged, isAfresh: false, differences: { came, went }, newRows: 'come' }
}

/** The engine's own word for the query's row must be the declared one: a cast on insert would hide a loss. */
async function demandDeclaredTypes(warehouse: Warehouse, { name, columns }: Model): Promise<void> {
  const described = await warehouse.rows<{ column_name: string; column_type: string }>(
    `describe ${quoted(name)}`,
  )
  const given = new Map(described.map(({ column_name, column_type }) => [column_name, column_type]))
  for (const [column, { facts }] of Object.entries(columns)) {
    const declared = duckDb.typeOf[facts.kind]
    if (given.get(column) === declared) continue
    throw new Error(`${name}.${column} is declared as ${declared}, but its query gives ${given.get(column)}.`)
  }
}
