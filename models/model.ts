import type { Columns, RowOf } from '../warehouse/columns.ts'
import type { Query, Table } from '../warehouse/tables.ts'
import type { Check } from './checks.ts'
import type { Load } from './loads.ts'
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
}

/** Rows in the order of the query, a batch at a time. */
export type Batches<Row> = AsyncIterable<readonly Row[]>

/** An algorithm that SQL cannot say well: it walks over rows once and gives the table's rows. */
export type Pass<In, Out, Used> = (rows: Batches<In>, used: Used) => AsyncIterable<readonly Out[]>

/** One table built from others. */
export type Model<Name extends string = string, C extends Columns = Columns> = Table<Name, C> & {
  readonly about: string
  readonly owner: Owner
  readonly grain: readonly string[]
  readonly load: Load
  readonly checks: readonly Check[]
  readonly published: boolean
  readonly query: (settings: Settings) => Query<unknown>
  readonly pass?: {
    /** The settings that it leans on: when they change, the table is built anew. */
    readonly uses: (settings: Settings) => unknown
    readonly walk: Pass<unknown, unknown, unknown>
  }
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

/** Declares a table that an algorithm gives, walking once over the rows of a query. */
export function passModel<const Name extends `${Layer}.${string}`, C extends Columns, In, Used>(
  declared: TableFacts<Name, C> & {
    readonly query: (settings: Settings) => Query<In>
    readonly uses: (settings: Settings) => Used
    readonly walk: Pass<In, RowOf<C>, Used>
  },
): Model<Name, C> {
  const { uses, walk } = declared
  return {
    ...asModel(declared, declared.query),
    pass: { uses, walk: walk as Pass<unknown, unknown, unknown> },
  }
}

/** Declares a table whose query follows from another declaration, so that its row needs no second check. */
export function passedOn<Name extends string, C extends Columns>(
  declared: TableFacts<Name, C> & { readonly query: Model['query'] },
): Model<Name, C> {
  return asModel(declared, declared.query)
}

function asModel<Name extends string, C extends Columns>(
  { name, about, owner, grain, load, columns, checks = [], published = false }: TableFacts<Name, C>,
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
    query,
  }
}
