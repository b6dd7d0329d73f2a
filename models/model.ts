import type { Column, Columns, Instant, RowOf } from '../warehouse/columns.ts'
import { tablesRead } from '../warehouse/dependencies.ts'
import { remembered } from '../warehouse/remembered.ts'
import type { Query, Table } from '../warehouse/tables.ts'
import type { Check } from './checks.ts'
import { type Load, rebuilt } from './loads.ts'
import type { Settings } from './settings.ts'

export const layers = ['staging', 'marts', 'facts', 'signals', 'scores', 'metrics', 'actions'] as const
export type Layer = (typeof layers)[number]

export type Owner = 'finance' | 'loss prevention' | 'operations' | 'executives' | 'engineers'

type TableFacts<Name extends string, C extends Columns> = {
  /** `layer.table`, equal to the file's path under models/. */
  readonly name: Name
  /** One sentence: what the table tells. */
  readonly about: string
  readonly owner: Owner
  /** The columns that identify a row; no two rows share them. */
  readonly grain: readonly (keyof C & string)[]
  readonly load: Load
  readonly columns: C
  readonly checks?: readonly Check<Table<Name, C>>[]
  /** Whether reports read it: published tables may hold no personal column. */
  readonly published?: boolean
  readonly pseudonyms?: Pseudonyms
}

/** How a table that reads a feed makes pseudonyms of the personal values in its raw rows. */
export type Pseudonyms = {
  /** Of each raw row the `file_number`, `row_number`, and every pseudonym that is made of it. */
  readonly query: () => Query<unknown>
  /** By the name of each pseudonym the raw column that keeps it once the values are gone. */
  readonly keptIn: Readonly<Record<string, string>>
}

/** Columns that an algorithm can walk over: whole numbers below 2³¹ and instants. */
export type NumberColumns = Readonly<
  Record<string, Column<number> | Column<Instant> | Column<Instant | null>>
>

/**
 * Rows by column: whole numbers as they are, instants in microseconds since 1970, UTC. Only the first `rows`
 * cells of a column count.
 */
export type Batch<C extends NumberColumns> = {
  readonly rows: number
  readonly columns: {
    readonly [Name in keyof C]: C[Name] extends Column<number> ? Int32Array : BigInt64Array
  }
}

/** Rows in the order of the query, a batch at a time. */
export type Batches<C extends NumberColumns> = AsyncIterable<Batch<C>>

/** In the place of an instant that is missing. */
export const missing = -(2n ** 63n)

/**
 * An algorithm that SQL cannot say well: it walks once over the rows of a query and gives others, which the
 * table's own query reads as `walked`. Records become numbers before it and names again after it, in SQL.
 */
export type Pass<In extends NumberColumns, Out extends NumberColumns, Used> = {
  readonly takes: In
  /** What it walks over, in its order. */
  readonly from: (settings: Settings) => Query<RowOf<In>>
  readonly gives: Out
  /** The settings that it leans on: when they change, the table is built anew. */
  readonly uses: (settings: Settings) => Used
  readonly walk: (rows: Batches<In>, used: Used) => AsyncIterable<Batch<Out>>
}

/** What the table's pass gave, as a table to its query. */
export const walked = <C extends NumberColumns>(columns: C): Table<'walked', C> => ({
  name: 'walked',
  columns,
})

/** One table built from others. */
export type Model<Name extends string = string, C extends Columns = Columns> = Table<Name, C> & {
  readonly about: string
  readonly owner: Owner
  readonly grain: readonly string[]
  readonly load: Load
  readonly checks: readonly Check[]
  readonly published: boolean
  readonly pseudonyms?: Pseudonyms
  readonly query: (settings: Settings) => Query<unknown>
  // biome-ignore lint/suspicious/noExplicitAny: its columns fit together where it is declared
  readonly pass?: Pass<any, any, any>
}

type Missing<Declared, Row> = Exclude<keyof Declared, keyof Row>
type Unknown<Declared, Row> = Exclude<keyof Row, keyof Declared>
type Different<Declared, Row> = {
  [Name in keyof Declared & keyof Row]: Row[Name] extends Declared[Name] ? never : Name
}[keyof Declared & keyof Row]

/** Nothing where the query's row is the declared one; else a property that no value has, naming the columns. */
type SameRow<Declared, Row> = [
  Missing<Declared, Row> | Unknown<Declared, Row> | Different<Declared, Row>,
] extends [never]
  ? unknown
  : {
      readonly 'the query differs from the declared columns': {
        readonly missing: Missing<Declared, Row>
        readonly unknown: Unknown<Declared, Row>
        readonly 'of another type': Different<Declared, Row>
      }
    }

/** Declares a table that one query gives. A query whose row is not the declared one does not compile. */
export function model<const Name extends `${Layer}.${string}`, C extends Columns, Row>(
  declared: TableFacts<Name, C> & {
    readonly query: (settings: Settings) => Query<Row> & SameRow<RowOf<C>, Row>
  },
): Model<Name, C> {
  return asModel(declared, declared.query)
}

/** Declares a table that a query gives from what an algorithm gave. All of its rows are computed each time. */
export function passModel<
  const Name extends `${Layer}.${string}`,
  C extends Columns,
  Row,
  In extends NumberColumns,
  Out extends NumberColumns,
  Used,
>(
  declared: Omit<TableFacts<Name, C>, 'load'> & {
    readonly pass: Pass<In, Out, Used>
    readonly query: (settings: Settings) => Query<Row> & SameRow<RowOf<C>, Row>
  },
): Model<Name, C> {
  const pass = { ...declared.pass, from: remembered(declared.pass.from) }
  return { ...asModel({ ...declared, load: rebuilt() }, declared.query), pass }
}

/** The tables that a model reads, `raw` ones included, sorted. */
export const readsOf = ({ query, pass }: Model, settings: Settings): string[] =>
  [...new Set([query, ...(pass ? [pass.from] : [])].flatMap((of) => tablesRead(of(settings))))].sort()

/** Declares a table whose query follows from another declaration, so that its row needs no second check. */
export function passedOn<Name extends string, C extends Columns>(
  declared: TableFacts<Name, C> & { readonly query: Model['query'] },
): Model<Name, C> {
  return asModel(declared, declared.query)
}

function asModel<Name extends string, C extends Columns>(
  {
    name,
    about,
    owner,
    grain,
    load,
    columns,
    checks = [],
    published = false,
    pseudonyms,
  }: TableFacts<Name, C>,
  query: Model['query'],
): Model<Name, C> {
  return {
    name,
    about,
    owner,
    grain,
    load,
    columns,
    checks: checks as unknown as readonly Check[],
    published,
    ...(pseudonyms ? { pseudonyms } : {}),
    // A run asks for it several times, and putting it together takes as long as running it over few rows.
    query: remembered(query),
  }
}
