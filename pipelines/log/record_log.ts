import {
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { takeLock } from '../runner/lock.ts'
import { moveWhole } from '../runner/move_whole.ts'
import { Problem } from '../runner/problems.ts'

/** What a crash left of a record that nobody was told of. */
export type Torn = { readonly file: string; readonly keptIn: string }

/** Milliseconds for which another writer is waited for. One line is written within a few. */
const longestWait = 10_000
/** Loads pass over names that begin so. */
const lockName = '.lock'
const tornName = '_torn.ndjson'

/**
 * An append-only log of records: a file for each day, a line of JSON for each record. A record is on the disk
 * before its writer is answered, and writers come one after another.
 */
export class RecordLog<Logged extends object> {
  readonly folder: string
  readonly #command: string

  /** @param command what somebody who waits for this writer too long is told of it */
  constructor(folder: string, command: string) {
    this.folder = folder
    this.#command = command
  }

  /** Every whole record, oldest first. */
  records(): Logged[] {
    return this.#files().flatMap((file) =>
      readFileSync(join(this.folder, file), 'utf8')
        .split('\n')
        .flatMap((line) => asRecord<Logged>(line) ?? []),
    )
  }

  /**
   * Appends the record that `write` makes, to the file of a day (`2026-06-30`). It has seen those written before,
   * and nobody else writes in between. Where it gives one of those again, nothing is written.
   */
  async append(
    day: string,
    write: (before: readonly Logged[]) => Logged,
  ): Promise<{ readonly record: Logged; readonly isNew: boolean; readonly torn: readonly Torn[] }> {
    mkdirSync(this.folder, { recursive: true })
    return this.#alone(() => {
      const torn = this.#mended()
      const before = this.records()
      const record = write(before)
      if (before.includes(record)) return { record, isNew: false, torn }
      const file = join(this.folder, `${day}.ndjson`)
      const isNew = !existsSync(file)
      durably(file, 'a', (descriptor) => writeFileSync(descriptor, `${JSON.stringify(record)}\n`))
      if (isNew) durably(this.folder, 'r', () => undefined)
      return { record, isNew: true, torn }
    })
  }

  /**
   * Mends what a crash cut short. A last line that is whole but for its end gets it; of any other the piece is
   * moved aside, so that no load stumbles over it and nothing that was written is gone.
   */
  async mend(): Promise<Torn[]> {
    const isTorn = this.#files().some((file) => tailOf(join(this.folder, file)) !== '')
    return isTorn ? this.#alone(() => this.#mended()) : []
  }

  /** Puts other records in the places of those that are written, and other pieces in those of torn ones. */
  async rewrite(change: {
    readonly record: (record: Logged) => Logged
    readonly torn: (piece: string) => string
  }): Promise<number> {
    if (!existsSync(this.folder)) return 0
    return this.#alone(() => {
      this.#mended()
      const kept = existsSync(join(this.folder, tornName)) ? [tornName] : []
      return [...this.#files(), ...kept].reduce((lines, name) => {
        const isTorn = name === tornName
        return (
          lines +
          rewriteLines<Logged>(join(this.folder, name), isTorn ? withPiece(change.torn) : change.record)
        )
      }, 0)
    })
  }

  #mended(): Torn[] {
    return this.#files().flatMap((name) => {
      const file = join(this.folder, name)
      const tail = tailOf(file)
      if (tail === '') return []
      if (asRecord(tail)) {
        durably(file, 'a', (descriptor) => writeFileSync(descriptor, '\n'))
        return []
      }
      const keptIn = join(this.folder, tornName)
      const kept = `${JSON.stringify({ file: name, cut_short: tail })}\n`
      durably(keptIn, 'a', (descriptor) => writeFileSync(descriptor, kept))
      const whole = readFileSync(file).lastIndexOf('\n') + 1
      durably(file, 'r+', (descriptor) => ftruncateSync(descriptor, whole))
      return [{ file, keptIn }]
    })
  }

  #files(): string[] {
    if (!existsSync(this.folder)) return []
    return readdirSync(this.folder)
      .filter((name) => /^[^_.].*\.ndjson$/.test(name))
      .sort()
  }

  async #alone<T>(work: () => T): Promise<T> {
    const release = await this.#lock()
    try {
      return work()
    } finally {
      release()
    }
  }

  async #lock(): Promise<() => void> {
    const giveUpAt = Date.now() + longestWait
    for (;;) {
      try {
        return takeLock(join(this.folder, lockName), this.#command)
      } catch (fault) {
        if (!(fault instanceof Problem) || Date.now() > giveUpAt) throw fault
        await setTimeout(20)
      }
    }
  }
}

/** What stands after the last line end of a file. */
function tailOf(file: string): string {
  const bytes = readFileSync(file)
  return bytes.subarray(bytes.lastIndexOf('\n') + 1).toString('utf8')
}

function asRecord<Logged extends object>(line: string): Logged | undefined {
  try {
    const record: unknown = JSON.parse(line)
    return typeof record === 'object' && record !== null ? (record as Logged) : undefined
  } catch {
    return undefined
  }
}

const withPiece =
  (change: (piece: string) => string) =>
  <Logged extends object>(kept: Logged): Logged =>
    'cut_short' in kept ? { ...kept, cut_short: change(String(kept.cut_short)) } : kept

/** Writes a file of records anew where one of them changes; gives how many lines did. */
function rewriteLines<Logged extends object>(file: string, change: (record: Logged) => Logged): number {
  const lines = readFileSync(file, 'utf8').split('\n')
  const changed = lines.map((line) => {
    const record = asRecord<Logged>(line)
    return record ? JSON.stringify(change(record)) : line
  })
  const count = changed.filter((line, nth) => line !== lines[nth]).length
  if (count === 0) return 0
  const draft = join(dirname(file), `.${basename(file)}.draft`)
  writeFileSync(draft, changed.join('\n'))
  moveWhole(draft, file)
  return count
}

/** Does something to a file, or to a folder, and ends when the disk has it. */
function durably(path: string, flags: string, work: (descriptor: number) => void): void {
  const descriptor = openSync(path, flags)
  try {
    work(descriptor)
    fsyncSync(descriptor)
  } finally {
    closeSync(descriptor)
  }
}
