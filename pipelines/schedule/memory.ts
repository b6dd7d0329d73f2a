import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { moveWhole } from '../runner/move_whole.ts'
import { Problem } from '../runner/problems.ts'

/** A slot whose run was begun and did not end for good. Times are ISO 8601. */
export type Begun = {
  readonly slot: string
  /** How often it was tried. */
  readonly tries: number
  /** When the newest try failed; null while it is at work, or was when the schedule itself was killed. */
  readonly failedAt: string | null
  readonly fault: string | null
}

export type Outcome = 'succeeded' | 'failed' | 'skipped' | 'stopped'

/** How a slot ended. */
export type Ended = {
  readonly slot: string
  readonly endedAt: string
  readonly outcome: Outcome
  /** Why, where it did not succeed. */
  readonly message: string | null
}

/** What the schedule knows of a pipeline. */
export type Remembered = {
  /** The newest slot that needs no run any more. */
  readonly settled: string
  readonly begun: Begun | null
  readonly lastEnded: Ended | null
  readonly lastSuccess: Ended | null
  /** Slots in a row that failed for good. */
  readonly failures: number
}

export type Memory = Readonly<Record<string, Remembered>>

/** Reads what was remembered; nothing where there is none yet. */
export function readMemory(path: string): Memory {
  if (!existsSync(path)) return {}
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Memory
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause
    throw new Problem('What the schedule remembers cannot be read.', {
      where: path,
      next: 'put a copy of the file back, or remove it: each pipeline then begins with its next slot.',
    })
  }
}

/** Replaces what was remembered in one move, once it is on the disk. */
export function writeWhole(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.draft`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`)
  moveWhole(draft, path)
}
