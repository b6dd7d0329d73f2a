import { createHash } from 'node:crypto'
import type { CaseName, Role } from '../serve/api/contract.ts'

/** What somebody did, or tried to. Never a note, a reason or a token: who may read the trail need not read those. */
export type Act = Partial<CaseName> & {
  readonly who: string
  /** Missing of somebody who was not let in. */
  readonly role?: Role
  readonly did:
    | 'signed_in'
    | 'was_refused'
    | 'signed_out'
    | 'listed_queue'
    | 'listed_decisions'
    | 'read_case_files'
    | 'looked_at'
    | 'took'
    | 'released'
    | 'decided'
    | 'suppressed'
    | 'undid'
    | 'added_user'
    | 'revoked_user'
  /** The record that was written, the user who was added, the file that was read. */
  readonly about?: string
}

/** An act in its place in the chain: each entry holds the digest of the one before it, and its own of all it says. */
export type TrailEntry = {
  /** From 1 on, without a gap. */
  readonly number: number
  /** UTC, ISO 8601. */
  readonly done_at: string
} & Act & { readonly before: string; readonly digest: string }

/** What the first entry has before it. */
export const beginning = '0'.repeat(64)

export type Tail = { readonly number: number; readonly digest: string }

export function entryAfter(tail: Tail, act: Act, now: Date): TrailEntry {
  const { who, role, did, case_type, case_id, about } = act
  const told = {
    number: tail.number + 1,
    done_at: now.toISOString(),
    who,
    role,
    did,
    case_type,
    case_id,
    about,
    before: tail.digest,
  }
  return { ...told, digest: digestOf(told) }
}

/** SHA-256 of the entry as it is written, less the digest itself. */
export const digestOf = ({ digest: _, ...told }: Omit<TrailEntry, 'digest'> & { digest?: string }): string =>
  createHash('sha256').update(JSON.stringify(told)).digest('hex')

export function asEntry(line: string): TrailEntry | undefined {
  try {
    const entry: unknown = JSON.parse(line)
    return typeof entry === 'object' && entry !== null && 'digest' in entry
      ? (entry as TrailEntry)
      : undefined
  } catch {
    return undefined
  }
}
