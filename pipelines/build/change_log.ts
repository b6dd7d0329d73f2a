import type { Model } from '../../models/model.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'

/** Where it is written down which rows of a table came and went with each build, such as `changes.marts_orders`. */
const changeLog = (table: string): string => quoted(`changes.${table.replace('.', '_')}`)

/** Begins the log of a table that was made anew, whatever was in it before. */
export async function beginChangeLog(warehouse: Warehouse, { name }: Model): Promise<void> {
  await warehouse.run(`create or replace table ${changeLog(name)} as ${emptyLog(name)}`)
}

const emptyLog = (table: string): string =>
  `select *, cast(null as bigint) as "of build", cast(null as boolean) as "has gone" from ${quoted(table)} limit 0`

/**
 * Writes down what a build brought and took: the rows of the temporary tables `come` and `gone`.
 * @param takenIn the newest build that every table which follows has taken in: up to it, the log is forgotten
 */
export async function logChanges(
  warehouse: Warehouse,
  model: Model,
  { build, takenIn }: { build: number; takenIn: number },
): Promise<void> {
  const log = changeLog(model.name)
  const all = Object.keys(model.columns).map(quoted).join(', ')
  await warehouse.run(`create table if not exists ${log} as ${emptyLog(model.name)}`)
  await warehouse.run(`delete from ${log} where "of build" <= ${takenIn}`)
  await warehouse.run(
    `insert into ${log} select ${all}, ${build}, false from come union all select ${all}, ${build}, true from gone`,
  )
}

/** The rows of a table that came or went with the builds after one, as a relation. */
export const changesSince = (table: string, columns: readonly string[], build: number): string =>
  `(select ${columns.map(quoted).join(', ')} from ${changeLog(table)} where "of build" > ${build})`

/** Whether rows went, or changed, with the builds after one. */
export const hasGoneSince = async (warehouse: Warehouse, table: string, build: number): Promise<boolean> =>
  (await warehouse.count(
    `select count(*) from ${changeLog(table)} where "of build" > ${build} and "has gone"`,
  )) > 0
