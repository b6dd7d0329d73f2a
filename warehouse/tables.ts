import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type SelectQueryBuilder,
} from 'kysely'
import type { Columns, RowOf } from './columns.ts'

/** Anything that has a table's name and columns: a feed's raw table or a model. */
export type Table<Name extends string = string, C extends Columns = Columns> = {
  readonly name: Name
  readonly columns: C
}

type Database<Tables extends readonly Table[]> = {
  [T in Tables[number] as T['name']]: RowOf<T['columns']>
}

/**
 * A query builder that knows the given tables and no others, so that what a file imports is what its query
 * can read. It only builds query trees: engines compile and run them.
 */
export function tables<const Tables extends readonly Table[]>(...known: Tables): Kysely<Database<Tables>> {
  void known
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })
}

// biome-ignore lint/suspicious/noExplicitAny: which tables a query reads is checked where it is built
export type Query<Row> = SelectQueryBuilder<any, any, Row>
