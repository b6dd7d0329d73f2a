import {
  closeSync,
  existsSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'

/** What a crash left of a record that nobody was told of. */
export type Torn = { readonly file: string; readonly keptIn: string }

const lineEnd = 0x0a

/**
 * A file of records that only grows, remembered as far as it was read: only what came since is read again. One that
 * was put in its place, as an erasure does, is read from its start.
 */
export class RecordFile<Logged extends object> {
  readonly path: string
  readonly records: Logged[] = []
  #identity = ''
  /** Bytes up to the end of the last whole line. */
  #read = 0

  constructor(path: string) {
    this.path = path
  }

  /** Reads what was added; false where what was remembered no longer stands, so that nothing is remembered now. */
  refresh(): boolean {
    const { ino, birthtimeMs, size } = statSync(this.path)
    const identity = `${ino} ${birthtimeMs}`
    if (this.#read > 0 && (identity !== this.#identity || size < this.#read)) return false
    this.#identity = identity
    if (size === this.#read) return true
    const added = this.#bytesBeyond()
    const whole = added.lastIndexOf(lineEnd) + 1
    const lines = added.subarray(0, whole).toString('utf8').split('\n')
    for (const line of lines) {
      const record = asRecord<Logged>(line)
      if (record) this.records.push(record)
    }
    this.#read += whole
    return true
  }

  /**
   * Mends what a crash cut short: a last line that is whole but for its end gets it, any other piece is moved aside, so
   * that no load stumbles over it and nothing that was written is gone. To be asked right after a refresh.
   */
  mend(tornFile: string): Torn | undefined {
    if (statSync(this.path).size === this.#read) return undefined
    const tail = this.#bytesBeyond().toString('utf8')
    if (asRecord(tail)) {
      durably(this.path, 'a', (descriptor) => writeFileSync(descriptor, '\n'))
      return undefined
    }
    const keptIn = join(dirname(this.path), tornFile)
    const kept = `${JSON.stringify({ file: basename(this.path), cut_short: tail })}\n`
    durably(keptIn, 'a', (descriptor) => writeFileSync(descriptor, kept))
    durably(this.path, 'r+', (descriptor) => ftruncateSync(descriptor, this.#read))
    return { file: this.path, keptIn }
  }

  /** Whether its last line has no end. */
  isTorn(): boolean {
    return statSync(this.path).size > this.#read
  }

  /** Writes records at its end, and ends when the disk has them; they are remembered at the next refresh. */
  append(records: readonly Logged[]): void {
    const isNew = !existsSync(this.path)
    const lines = records.map((record) => `${JSON.stringify(record)}\n`).join('')
    durably(this.path, 'a', (descriptor) => writeFileSync(descriptor, lines))
    if (isNew) durably(dirname(this.path), 'r', () => undefined)
  }

  #bytesBeyond(): Buffer {
    const descriptor = openSync(this.path, 'r')
    try {
      const bytes = Buffer.alloc(fstatSync(descriptor).size - this.#read)
      return bytes.subarray(0, readSync(descriptor, bytes, 0, bytes.length, this.#read))
    } finally {
      closeSync(descriptor)
    }
  }
}

export function asRecord<Logged extends object>(line: string): Logged | undefined {
  try {
    const record: unknown = JSON.parse(line)
    return typeof record === 'object' && record !== null ? (record as Logged) : undefined
  } catch {
    return undefined
  }
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
