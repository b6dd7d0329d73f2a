import { createReadStream, existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { asEntry, type TrailEntry } from './entry.ts'

export type TrailLine = { readonly entry: TrailEntry | undefined; readonly where: string }

/** The files of the trail, one for each day, oldest first. */
export const trailFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /^\d{4}-\d{2}-\d{2}\.ndjson$/.test(name))
        .sort()
    : []

/** All lines of the trail, oldest first, without holding more than one at a time. */
export async function* trailLines(folder: string): AsyncGenerator<TrailLine> {
  for (const name of trailFiles(folder)) {
    const file = join(folder, name)
    let line = 0
    for await (const text of createInterface({
      input: createReadStream(file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      line += 1
      yield { entry: asEntry(text), where: `${file}, line ${line}` }
    }
  }
}
