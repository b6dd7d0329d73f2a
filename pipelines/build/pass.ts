import type { DuckDBValue } from '@duckdb/node-api'
import { DuckDBDataChunk } from '@duckdb/node-api'
import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Step } from '../runner/plan.ts'

/**
 * Streams the query's rows through the model's algorithm and appends what it gives to a temporary table of
 * the model's columns, batch by batch: memory holds one batch and whatever the algorithm keeps.
 */
export async function runPass(
  warehouse: Warehouse,
  { model, select }: Step,
  { into, settings }: { into: string; settings: Settings },
): Promise<void> {
  if (!model.pass) throw new Error(`${model.name} has no pass.`)
  const names = Object.keys(model.columns)
  const appender = await warehouse.connection.createAppender(into, 'main', 'temp')
  const types = names.map((_, index) => appender.columnType(index))
  for await (const rows of model.pass.walk(batches(warehouse, select), model.pass.uses(settings))) {
    for (let from = 0; from < rows.length; from += 2048) {
      const part = rows.slice(from, from + 2048) as Record<string, DuckDBValue>[]
      const chunk = DuckDBDataChunk.create(types, part.length)
      chunk.setRows(part.map((row) => names.map((name) => row[name] ?? null)))
      appender.appendDataChunk(chunk)
    }
  }
  appender.closeSync()
}

async function* batches(warehouse: Warehouse, select: string): AsyncGenerator<Record<string, DuckDBValue>[]> {
  // A second connection, because an open stream ends when its connection runs anything else.
  const reader = await warehouse.reader()
  try {
    yield* (await reader.stream(select)).yieldRowObjects()
  } finally {
    reader.closeSync()
  }
}
