import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { waitForLock } from '../runner/lock.ts'
import { moveWhole } from '../runner/move_whole.ts'
import { LogWriter } from './log_writer.ts'
import { asRecord, RecordFile, type Torn } from './record_file.ts'

export type { Torn } from './record_file.ts'

/** Loads pass over names that begin so. */
const lockName = '.lock'
const tornName = '_torn.ndjson'

/**
 * An append-only log of records: a file for each day, a line of JSON for each record. A record is on the disk
 * before its writer is answered, and writers come one after another. What was read once is remembered.
 */
export class RecordLog<Logged extends object> {
  readonly folder: string
  readonly #command: string
  readonly #writer: LogWriter
  #files = new Map<string, RecordFile<Logged>>()
  #records: Logged[] = []
  /** Records that the work at hand adds, by their day: remembered only once they are on the disk. */
  #added = new Map<string, Logged[]>()

  /** @param command what somebody who waits for this writer too long is told of it */
  constructor(folder: string, command: string) {
    this.folder = folder
    this.#command = command
    this.#writer = new LogWriter([this])
  }

  /** Every whole record, oldest first. As long as records only come, it is the same list, grown. */
  records(): readonly Logged[] {
    const names = this.#names()
    const last = names.at(-1)
    let isGrown = true
    for (const name of names) {
      const known = this.#files.get(name)
      const file = known ?? new RecordFile<Logged>(join(this.folder, name))
      const before = file.records.length
      if (!file.refresh()) return this.#readAnew()
      this.#files.set(name, file)
      const came = file.records.slice(before)
      if (name === last) for (const record of came) this.#records.push(record)
      else if (came.length > 0) isGrown = false
    }
    if (!isGrown) this.#records = names.flatMap((name) => this.#files.get(name)?.records ?? [])
    return this.#records
  }

  /** As they were looked at last: under the lock nothing else can have come. */
  written(): readonly Logged[] {
    return this.#records
  }

  /**
   * Appends the record that `write` makes, to the file of a day (`2026-06-30`). It has seen those written before,
   * and nobody else writes in between. Where it gives one of those again, nothing is written.
   */
  append(
    day: string,
    write: (before: readonly Logged[]) => Logged,
  ): Promise<{ readonly record: Logged; readonly isNew: boolean; readonly torn: readonly Torn[] }> {
    return this.#writer.write((torn) => {
      const before = [...this.written(), ...this.adding()]
      const record = write(before)
      const isNew = !before.includes(record)
      if (isNew) this.add(day, record)
      return { record, isNew, torn }
    })
  }

  /** Adds a record within the work of a `LogWriter`, which sees to the rest. */
  add(day: string, record: Logged): void {
    this.#added.set(day, [...(this.#added.get(day) ?? []), record])
  }

  /** What was added and is not on the disk yet. */
  adding(): readonly Logged[] {
    return [...this.#added.values()].flat()
  }

  /** Puts what was added on the disk. */
  flush(): void {
    const added = this.#added
    this.#added = new Map()
    for (const [day, records] of added)
      new RecordFile<Logged>(join(this.folder, `${day}.ndjson`)).append(records)
  }

  /** Drops what was added and is not on the disk, and reads everything anew. */
  forget(): void {
    this.#added = new Map()
    this.#readAnew()
  }

  /**
   * Mends what a crash cut short. A last line that is whole but for its end gets it; of any other the piece is
   * moved aside, so that no load stumbles over it and nothing that was written is gone.
   */
  async mend(): Promise<Torn[]> {
    this.records()
    const isTorn = [...this.#files.values()].some((file) => file.isTorn())
    return isTorn ? this.#alone(() => this.mended()) : []
  }

  /** The same for one who holds the lock. */
  mended(): Torn[] {
    this.records()
    const torn = [...this.#files.values()].flatMap((file) => file.mend(tornName) ?? [])
    this.records()
    return torn
  }

  /** Puts other records in the places of those that are written, and other pieces in those of torn ones. */
  async rewrite(change: {
    readonly record: (record: Logged) => Logged
    readonly torn: (piece: string) => string
  }): Promise<number> {
    if (!existsSync(this.folder)) return 0
    return this.#alone(() => {
      this.mended()
      const kept = existsSync(join(this.folder, tornName)) ? [tornName] : []
      return [...this.#names(), ...kept].reduce((lines, name) => {
        const isTorn = name === tornName
        return (
          lines +
          rewriteLines<Logged>(join(this.folder, name), isTorn ? withPiece(change.torn) : change.record)
        )
      }, 0)
    })
  }

  /** Waits until nobody else writes to it; gives the way to let it go. */
  async lock(): Promise<() => void> {
    mkdirSync(this.folder, { recursive: true })
    return waitForLock(join(this.folder, lockName), this.#command)
  }

  #readAnew(): readonly Logged[] {
    this.#files = new Map()
    this.#records = []
    return this.records()
  }

  #names(): string[] {
    if (!existsSync(this.folder)) return []
    return readdirSync(this.folder)
      .filter((name) => /^[^_.].*\.ndjson$/.test(name))
      .sort()
  }

  async #alone<T>(work: () => T): Promise<T> {
    const release = await this.lock()
    try {
      return work()
    } finally {
      release()
    }
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
