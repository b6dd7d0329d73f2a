import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../runner/problems.ts'
import { type PackedFile, unpacked } from './unpacked.ts'

/** Turns a file's bytes into other ones, chunk by chunk. */
export type Rewriting = {
  readonly take: (chunk: Buffer) => Buffer
  /** What is left to write when the last chunk was taken. */
  readonly end: () => Buffer
}

/** Unpacked copies of files in a form that the engine can read. They lie where the engine spills to. */
export class Copies {
  readonly #folder: string
  #made = 0

  constructor(spillTo: string) {
    this.#folder = join(spillTo, 'copies')
  }

  /** Writes the rewritten file and gives its path. */
  async make(file: PackedFile, rewriting: Rewriting): Promise<string> {
    const path = join(this.#folder, String(this.#made++))
    const copy = await this.#written(mkdir(this.#folder, { recursive: true }).then(() => open(path, 'w')))
    try {
      for await (const chunk of unpacked(file)) await this.#write(copy, rewriting.take(chunk))
      await this.#write(copy, rewriting.end())
    } finally {
      await copy.close()
    }
    return path
  }

  /** Removes all copies, also those that a killed load left. */
  async clear(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true })
  }

  #write(copy: FileHandle, bytes: Buffer): Promise<void> {
    return this.#written(copy.writeFile(bytes))
  }

  #written<T>(work: Promise<T>): Promise<T> {
    return work.catch((fault: NodeJS.ErrnoException) => {
      throw new Problem(`A copy of a file could not be written: ${fault.code ?? fault.message}.`, {
        where: this.#folder,
        next: 'make room on the disk, or let the folder be written to, then run again.',
      })
    })
  }
}
