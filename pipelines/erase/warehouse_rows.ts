import { layers } from '../../models/model.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted, quotedWhole } from '../../warehouse/engine.ts'
import type { Catalog } from '../runner/catalog.ts'
import { recordRemoval } from '../runner/ledger.ts'
import type { Cleaning } from './clean.ts'
import { cleanTexts, emptyRows } from './empty_rows.ts'
import { emptyHeldRows } from './held_rows.ts'
import { kindsOf, wordColumns } from './theirs.ts'
import type { Traces } from './traces.ts'

/** How many rows of which table a person was taken out of. */
export type RowsEmptied = Readonly<Record<string, number>>

/**
 * Takes erased people out of all rows that were loaded, and of what the ledger tells of them. Tables that rest on
 * those rows are to be made anew, which `recordRemoval` sees to. To be done in one transaction.
 */
export async function takeOut(
  warehouse: Warehouse,
  catalog: Catalog,
  {
    traces,
    cleaning,
    runId,
  }: { readonly traces: Traces; readonly cleaning: Cleaning; readonly runId: string },
): Promise<RowsEmptied> {
  const emptied: Record<string, number> = {}
  const count = (table: string, rows: number) => {
    if (rows > 0) emptied[table] = (emptied[table] ?? 0) + rows
  }
  for (const kind of kindsOf(catalog)) {
    const table = kind.feed.raw.name
    count(table, await emptyRows(warehouse, kind, table))
    for (const column of wordColumns(kind.feed)) {
      const where = hinted(quoted(column), cleaning)
      count(table, await cleanTexts(warehouse, { table, column, where }, (text) => cleaning.text(text)))
    }
  }
  count('ledger.quarantine', await emptyHeldRows(warehouse, traces, { runId }))
  for (const { table, column, type } of await otherTexts(warehouse)) {
    const clean = (text: string) => (type === 'JSON' ? cleaning.json(text) : cleaning.text(text))
    const where = hinted(quotedWhole(column), cleaning)
    count(table, await cleanTexts(warehouse, { table, column, type, where }, clean))
  }
  await dropLeftovers(warehouse, catalog)
  await recordRemoval(warehouse, { why: 'somebody was erased', makesAnew: true })
  return emptied
}

/** SQL of whether a text may name the person. */
const hinted = (column: string, { hint }: Cleaning): string =>
  `regexp_matches(strip_accents(cast(${column} as varchar)), '${hint.replaceAll("'", "''")}', 'i')`

type TextColumn = { readonly table: string; readonly column: string; readonly type: string }

/** The columns with texts of all tables that no model makes: the ledger's, and those that somebody made by hand. */
const otherTexts = (warehouse: Warehouse): Promise<TextColumn[]> =>
  warehouse.rows<TextColumn>(
    `select schema_name || '.' || table_name as "table", column_name as "column", data_type as "type"
     from duckdb_columns() join duckdb_tables() using (database_name, schema_name, table_name)
     where database_name = current_database() and data_type in ('VARCHAR', 'VARCHAR[]', 'JSON')
       and schema_name not in (${['raw', 'changes', ...layers].map((schema) => `'${schema}'`).join(', ')})`,
  )

/** What changed in tables that are made anew, and tables that an earlier version of the catalog made. */
async function dropLeftovers(warehouse: Warehouse, { models }: Catalog): Promise<void> {
  const made = new Set(models.map(({ model }) => model.name))
  const tables = await warehouse.rows<{ schema: string; name: string }>(
    `select schema_name as schema, table_name as name from duckdb_tables()
     where database_name = current_database()
       and schema_name in (${['changes', ...layers].map((schema) => `'${schema}'`).join(', ')})`,
  )
  for (const { schema, name } of tables)
    if (schema === 'changes' || !made.has(`${schema}.${name}`))
      await warehouse.run(`drop table ${quotedWhole(schema)}.${quotedWhole(name)}`)
}
