import type { CaseLogs, Entry } from '../../decide/case_logs.ts'
import { endOfKey } from '../../log/record.ts'
import type { Person } from '../api/contract.ts'
import { keyTaken } from './refusals.ts'

/** What an entry says, of its record's columns. */
export type Said = Readonly<Record<string, string | null>>

/**
 * Whether the entry that a person sends with a key was written before: then it is not written again. Another entry
 * with the same key is refused.
 */
export function isWritten(logs: CaseLogs, by: Person, key: string, kind: Entry['kind'], said: Said): boolean {
  const found = logs.entryEnding(endOfKey(by.name, key))
  if (!found) return false
  const record: object = found.record
  const written = new Map(Object.entries(record))
  if (found.kind === kind && Object.entries(said).every(([column, value]) => written.get(column) === value))
    return true
  throw keyTaken()
}
