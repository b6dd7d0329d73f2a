import type { Model } from '../../models/model.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted, quotedWhole } from '../../warehouse/engine.ts'

/** Where it is written down which rows of a table came and went with each build: `changes."marts.orders"`. */
const changeLog = (table: string): string => `changes.${quotedWhole(table)}`

/** Begins the log of a table that was made anew, whatever was in it before. */
export async function beginChangeLog(warehouse: Warehouse, { name, columns }: Model): Promise<void> {
  const typed = Object.entries(columns).map(
    ([column, { facts }]) => `${quoted(column)} ${duckDb.typeOf[facts.kind]}`,
  )
  await warehouse.run('create schema if not exists changes')
  await warehouse.run(
    `create or replace table ${changeLog(name)} (${typed.join(', ')}, "of build" bigint, "has gone" boolean)`,
  )
}

/** Writes down what a build brought and took: the rows of the temporary tables `come` and `gone`. */
export async function logChanges(
  warehouse: Warehouse,
  { name, columns }: Model,
  build: number,
): Promise<void> {
  const all = Object.keys(columns).map(quoted).join(', ')
  await warehouse.run(
    `insert into ${changeLog(name)} select ${all}, ${build}, false from come union all select ${all}, ${build}, true from gone`,
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

/** Forgets what every table that reads this one has taken in. */
export const forgetChanges = (warehouse: Warehouse, table: string, upToBuild: number): Promise<void> =>
  warehouse.run(`delete from ${changeLog(table)} where "of build" <= ${upToBuild}`)
