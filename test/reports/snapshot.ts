import { DuckDBInstance, type DuckDBValue } from '@duckdb/node-api'

/** Rows of a published snapshot, to hold a page against. */
export async function askSnapshot(path: string, sql: string): Promise<Record<string, DuckDBValue>[]> {
  const instance = await DuckDBInstance.create(path, { access_mode: 'READ_ONLY' })
  const connection = await instance.connect()
  try {
    return (await connection.runAndReadAll(sql)).getRowObjects()
  } finally {
    connection.closeSync()
    instance.closeSync()
  }
}
