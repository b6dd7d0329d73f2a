import type { Feed } from '../../../sources/feed.ts'
import { cellsOf, type Sent } from './sent.ts'

/** A row that a file brought. */
export type Brought = {
  readonly sent: Sent
  readonly file: number
  readonly row: number
  /** When its file was loaded, UTC, as the engine writes it. */
  readonly loadedAt: string
}

/** A version as a raw table holds it: its cells as text, then its `version_at`, `file_number`, `row_number`. */
export type Version = Readonly<Record<string, string | null>>

/**
 * What the feeds page asks for, said plainly: versions of a record stand in the order of their `updated_at`
 * (else of their load), then of their files, then of their rows. One that equals the version just before it
 * says nothing new. The last one wins.
 */
export function versionsOf(feed: Feed, all: readonly Brought[]): { raw: Version[]; newest: Version[] } {
  const records = new Map<string, { cells: string; version: Version }[]>()
  for (const { sent, file, row, loadedAt } of all) {
    const cells = Object.fromEntries([...cellsOf(feed, sent)].map(([column, { held }]) => [column, held]))
    const key = JSON.stringify(feed.key.map((column) => cells[column]))
    const place = { version_at: cells.updated_at ?? loadedAt, file_number: `${file}`, row_number: `${row}` }
    const version = { cells: JSON.stringify(cells), version: { ...cells, ...place } }
    records.set(key, [...(records.get(key) ?? []), version])
  }
  const raw: Version[] = []
  const newest: Version[] = []
  for (const versions of records.values()) {
    versions.sort((one, other) => inOrder(one.version, other.version))
    const kept = versions.filter(({ cells }, place) => cells !== versions[place - 1]?.cells)
    raw.push(...kept.map(({ version }) => version))
    newest.push(kept.at(-1)?.version as Version)
  }
  return { raw, newest }
}

function inOrder(one: Version, other: Version): number {
  // Times written without trailing zeros sort as texts do.
  if (one.version_at !== other.version_at) return `${one.version_at}` < `${other.version_at}` ? -1 : 1
  return (
    Number(one.file_number) - Number(other.file_number) || Number(one.row_number) - Number(other.row_number)
  )
}
