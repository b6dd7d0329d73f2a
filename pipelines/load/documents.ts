import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Contract } from './contract.ts'
import { RecordLines } from './json_records.ts'
import type { ShapedFile } from './read.ts'
import { rowsAsJson } from './rows_as_json.ts'
import { unpacked } from './unpacked.ts'

/** A document of a file as JSON text, one after another: a line of JSON, an element of an array, or a row. */
export async function* documentsOf(
  warehouse: Warehouse,
  contract: Contract,
  file: ShapedFile,
): AsyncGenerator<string> {
  const { absolute, shape } = file
  if (shape.format === 'ndjson') yield* linesOf(unpacked({ absolute, gzip: shape.gzip }))
  else if (shape.format === 'json') yield* linesOf(recordLines({ absolute, gzip: shape.gzip }))
  else yield* rowsAsJson(warehouse, contract, file)
}

async function* recordLines(file: { absolute: string; gzip: boolean }): AsyncGenerator<Buffer> {
  const lines = new RecordLines()
  for await (const chunk of unpacked(file)) yield lines.take(chunk)
  yield lines.end()
}

/** The lines that are not blank. A line may end within any chunk, and a character too. */
async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let begun = ''
  for await (const chunk of chunks) {
    const lines = (begun + decoder.decode(chunk, { stream: true })).split(/\r\n|\r|\n/)
    begun = lines.pop() ?? ''
    for (const line of lines) if (line.trim() !== '') yield line
  }
  begun += decoder.decode()
  if (begun.trim() !== '') yield begun
}
