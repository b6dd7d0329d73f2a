import type { Owner } from '../../models/model.ts'
import type { Settings } from '../../models/settings.ts'
import { type Column, type Columns, number, type RowOf } from '../../warehouse/columns.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Interval } from '../evaluate/intervals.ts'
import type { Evaluation } from '../evaluate.ts'

/** What the rows of a table about the queue are made from. */
export type Judged = {
  readonly evaluation: Evaluation
  readonly warehouse: Warehouse
  readonly settings: Settings
}

/** A published table about how good the queue is. It holds figures of many cases, and never one case. */
export type QualityTable = {
  /** `quality.table`, equal to the file's name under tables/. */
  readonly name: `quality.${string}`
  /** One sentence: what the table tells. */
  readonly about: string
  readonly owner: Owner
  /** The columns that identify a row; none where the table has but one. */
  readonly grain: readonly string[]
  readonly columns: Columns
  readonly rows: (judged: Judged) => readonly object[] | Promise<readonly object[]>
}

/** Declares a table, whose grain and rows are held to its columns. */
export const qualityTable = <C extends Columns>(
  table: QualityTable & {
    readonly grain: readonly (keyof C & string)[]
    readonly columns: C
    readonly rows: (judged: Judged) => readonly RowOf<C>[] | Promise<readonly RowOf<C>[]>
  },
): QualityTable => table

type Ranged<Name extends string> = Name | `${Name}_low` | `${Name}_high`

/** The columns of a figure and of its range. */
export const ranged = <Name extends string>(name: Name, about: string) =>
  ({
    [name]: number(about),
    [`${name}_low`]: number('The same in the lowest of 95 of 100 samples drawn anew.'),
    [`${name}_high`]: number('The same in the highest of 95 of 100 samples drawn anew.'),
  }) as Record<Ranged<Name>, Column<number | null>>

/** Their values. */
export const rangedValues = <Name extends string>(name: Name, interval: Interval | null) =>
  ({
    [name]: interval?.value ?? null,
    [`${name}_low`]: interval?.low ?? null,
    [`${name}_high`]: interval?.high ?? null,
  }) as Record<Ranged<Name>, number | null>

/** Makes the table anew with these rows. */
export async function writeTable(
  warehouse: Warehouse,
  { name, columns }: QualityTable,
  rows: readonly object[],
): Promise<void> {
  const cells = Object.entries(columns).map(
    ([column, { facts }]) => `cast(row ->> '${column}' as ${duckDb.typeOf[facts.kind]}) as ${quoted(column)}`,
  )
  await warehouse.run(
    `create or replace table ${quoted(name)} as select ${cells.join(', ')}
     from (select unnest(cast($1 as json[])) as row)`,
    [JSON.stringify(rows)],
  )
}
