import { ofTouched } from '../../models/loads.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { compile, quoted } from '../../warehouse/engine.ts'
import type { Changes, Step } from '../runner/plan.ts'
import { changesSince, hasGoneSince } from './change_log.ts'
import type { Scratch } from './scratch.ts'

/** Selects of the keys whose rows may have changed; undefined where it may be any. */
export async function touchedBy(
  warehouse: Warehouse,
  { model: { name, load }, parents }: Step,
  { since, asOfBefore }: Changes,
): Promise<readonly string[] | undefined> {
  if (load.key.length === 0) return undefined
  const touched: string[] = []
  if (asOfBefore !== undefined) {
    const aged = load.aged(name)
    if (aged === undefined) return undefined
    await warehouse.setAsOfBefore(asOfBefore)
    touched.push(compile(aged, duckDb))
  }
  for (const parent of parents) {
    const version = since.get(parent.table)
    if (version === undefined) continue
    const keys = parent.table.startsWith('raw.')
      ? load.touchedBy(parent, `(select * from ${parent.table} where file_number > ${version})`, false)
      : load.touchedBy(
          parent,
          changesSince(parent.table, parent.columns, version),
          await hasGoneSince(warehouse, parent.table, version),
        )
    if (keys === undefined) return undefined
    touched.push(...keys)
  }
  return touched
}

/** Computes all of a table's rows into the temporary table `fresh`; gives the rows that they replace, as a relation. */
export async function computeAll(scratch: Scratch, { model, select }: Step): Promise<string> {
  await scratch.make('fresh', select)
  return quoted(model.name)
}

/** The same for the rows of touched keys alone, from the rows of each parent on which they rest. */
export async function computeTouched(
  scratch: Scratch,
  { model, parents, selectFrom }: Step,
  touched: readonly string[],
): Promise<string> {
  const { load, name } = model
  await scratch.make('touched', `select distinct * from (${touched.join(' union all ')})`)
  const slices = new Map<string, string>()
  for (const parent of parents) {
    const slice = load.slice(parent)
    if (slice === undefined) continue
    const name = `slice of ${parent.table}`
    slices.set(parent.table, name)
    await scratch.make(name, slice)
  }
  await scratch.make('fresh', `select r.* from (${selectFrom(slices)}) as r ${ofTouched('r', load.key)}`)
  return `(select r.* from ${quoted(name)} as r ${ofTouched('r', load.key)})`
}
