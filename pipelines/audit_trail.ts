import { existsSync } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { type Act, asEntry, beginning, entryAfter, type Tail } from './audit_trail/entry.ts'
import { trailFiles } from './audit_trail/trail_lines.ts'
import { waitForLock } from './runner/lock.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'

export const trailFolder = ({ data }: Pick<Places, 'data'>): string => join(data, 'audit_trail')

/** Bytes at the end of a file in which its last entry surely begins. */
const longestEntry = 65_536

type Waiting = {
  readonly act: Act
  readonly written: () => void
  readonly failed: (fault: unknown) => void
}

/**
 * Who looked at what and did what: an append-only chain of entries. An act is on the disk before it is answered; those
 * that come while others are being written are written together.
 */
export class AuditTrail {
  readonly folder: string
  readonly #clock: () => Date
  #waiting: Waiting[] = []
  #isWriting = false
  /** Where this process left off; another may have written since. */
  #left: { readonly file: string; readonly size: number; readonly tail: Tail } | undefined

  constructor(folder: string, clock = () => new Date()) {
    this.folder = folder
    this.#clock = clock
  }

  write(act: Act): Promise<void> {
    return new Promise((written, failed) => {
      this.#waiting.push({ act, written, failed })
      if (!this.#isWriting) void this.#writeWaiting()
    })
  }

  async #writeWaiting(): Promise<void> {
    this.#isWriting = true
    while (this.#waiting.length > 0) {
      const batch = this.#waiting
      this.#waiting = []
      try {
        await this.#append(batch.map(({ act }) => act))
        for (const { written } of batch) written()
      } catch (fault) {
        for (const { failed } of batch) failed(fault)
      }
    }
    this.#isWriting = false
  }

  async #append(acts: readonly Act[]): Promise<void> {
    await mkdir(this.folder, { recursive: true })
    const release = await waitForLock(join(this.folder, '.lock'), 'serve')
    try {
      let tail = await this.#tail()
      const now = this.#clock()
      // A clock that was set back must not put an entry into the file of an earlier day.
      const day = [...trailFiles(this.folder), `${now.toISOString().slice(0, 10)}.ndjson`].sort().at(-1) ?? ''
      const lines = acts.map((act) => {
        const entry = entryAfter(tail, act, now)
        tail = entry
        return `${JSON.stringify(entry)}\n`
      })
      const file = join(this.folder, day)
      const isNew = !existsSync(file)
      const size = await withFile(file, 'a', async (handle) => {
        await handle.writeFile(lines.join(''))
        await handle.sync()
        return (await handle.stat()).size
      })
      if (isNew) await withFile(this.folder, 'r', (handle) => handle.sync())
      this.#left = { file, size, tail }
    } finally {
      release()
    }
  }

  async #tail(): Promise<Tail> {
    for (const name of trailFiles(this.folder).reverse()) {
      const file = join(this.folder, name)
      const tail = await withFile(file, 'r+', async (handle) => {
        const { size } = await handle.stat()
        if (this.#left?.file === file && this.#left.size === size) return this.#left.tail
        return this.#lastEntry(handle, name)
      })
      if (tail) return tail
    }
    return { number: 0, digest: beginning }
  }

  /** The last entry of a file; none of one that a crash left empty. */
  async #lastEntry(handle: FileHandle, name: string): Promise<Tail | undefined> {
    const end = await this.#mendedEnd(handle, name)
    if (end.length === 0) return undefined
    const entry = asEntry(end.subarray(end.lastIndexOf('\n', -2) + 1).toString('utf8'))
    if (entry) return entry
    throw new Problem('The last line of the audit trail is no entry, so nothing can be put after it.', {
      where: join(this.folder, name),
      next: '`recoup audit verify` says up to where the trail is whole; put that file aside or mend it, then try again.',
    })
  }

  /** A crash may have cut the last line short. Nobody was answered for it, so the piece is moved aside. */
  async #mendedEnd(handle: FileHandle, name: string): Promise<Buffer> {
    const { size } = await handle.stat()
    const length = Math.min(size, longestEntry)
    const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length)
    const whole = buffer.lastIndexOf('\n') + 1
    const piece = buffer.subarray(whole)
    if (piece.length > 0) {
      await withFile(join(this.folder, '_torn.ndjson'), 'a', async (torn) => {
        await torn.writeFile(`${JSON.stringify({ file: name, cut_short: piece.toString('utf8') })}\n`)
        await torn.sync()
      })
      await handle.truncate(size - piece.length)
      await handle.sync()
    }
    return buffer.subarray(0, whole)
  }
}

async function withFile<T>(
  path: string,
  flags: string,
  work: (handle: FileHandle) => Promise<T>,
): Promise<T> {
  const handle = await open(path, flags)
  try {
    return await work(handle)
  } finally {
    await handle.close()
  }
}
