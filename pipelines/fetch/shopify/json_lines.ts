import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'

/** Reads a file of JSON lines, one at a time. Throws a `SyntaxError` at a line that is none. */
export async function* jsonLines(path: string): AsyncGenerator<Record<string, unknown>> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
  for await (const line of lines) if (line.trim() !== '') yield JSON.parse(line)
}
