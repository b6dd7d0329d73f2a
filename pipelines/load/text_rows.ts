import { type DuckDBAppender, DuckDBDataChunk } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/** Most rows that the engine takes at once. */
const mostRows = 2048

/** Rows of texts on their way into a temporary table, which has a `file_number` and a cell `c0`, `c1` … for each column. */
export class TextRows {
  readonly #columns: readonly string[]
  readonly #appender: DuckDBAppender
  #files: bigint[] = []
  #cells: (string | null)[][]

  private constructor(columns: readonly string[], appender: DuckDBAppender) {
    this.#columns = columns
    this.#appender = appender
    this.#cells = columns.map(() => [])
  }

  static async into(warehouse: Warehouse, table: string, columns: readonly string[]): Promise<TextRows> {
    const cells = columns.map((_, place) => `c${place} varchar`)
    await warehouse.run(`create or replace temp table ${table} (file_number bigint, ${cells.join(', ')})`)
    return new TextRows(columns, await warehouse.connection.createAppender(table, 'main', 'temp'))
  }

  add(fileNumber: number, values: Readonly<Record<string, unknown>>): void {
    this.#files.push(BigInt(fileNumber))
    for (const [place, column] of this.#columns.entries()) this.#cells[place]?.push(textOf(values[column]))
    if (this.#files.length === mostRows) this.#append()
  }

  /** Nothing can be added any more; the table holds what was. */
  close(): void {
    if (this.#files.length > 0) this.#append()
    this.#appender.closeSync()
  }

  #append(): void {
    const types = [-1, ...this.#columns.keys()].map((place) => this.#appender.columnType(place + 1))
    const chunk = DuckDBDataChunk.create(types, this.#files.length)
    chunk.setColumns([this.#files, ...this.#cells])
    this.#appender.appendDataChunk(chunk)
    this.#files = []
    this.#cells = this.#columns.map(() => [])
  }
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
