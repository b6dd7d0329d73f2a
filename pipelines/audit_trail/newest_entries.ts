import type { TrailEntry } from './entry.ts'
import { trailLines } from './trail_lines.ts'

export type Wanted = {
  /** The id of a claim or of a return. */
  readonly case?: string
  readonly who?: string
  readonly limit: number
}

/** The newest entries about a case or of a person, newest first. */
export async function newestEntries(folder: string, wanted: Wanted): Promise<TrailEntry[]> {
  const kept: TrailEntry[] = []
  for await (const { entry } of trailLines(folder)) {
    if (!entry) continue
    if (wanted.case !== undefined && entry.case_id !== wanted.case) continue
    if (wanted.who !== undefined && entry.who !== wanted.who) continue
    kept.push(entry)
    if (kept.length > wanted.limit) kept.shift()
  }
  return kept.reverse()
}
