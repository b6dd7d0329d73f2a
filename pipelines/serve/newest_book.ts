import { statSync } from 'node:fs'
import type { CaseName, ToldCase } from './api/contract.ts'
import { type CaseBook, readCaseBook } from './case_book.ts'
import type { KnownCase, KnownCases } from './casework/known_cases.ts'

/** Told that a snapshot took the place of another, and which cases are new in its queue. */
export type OnPublish = (book: CaseBook, opened: readonly ToldCase[]) => void

/** Milliseconds between two looks at whether another snapshot was published. */
const lookEvery = 1000

/** The cases of the newest snapshot. One that is published takes the place of the one before it, between two answers. */
export class NewestBook implements KnownCases {
  readonly #snapshot: string
  readonly #listeners = new Set<OnPublish>()
  readonly #looking: NodeJS.Timeout
  #book: CaseBook | undefined
  #read = ''
  #isReading = false

  private constructor(snapshot: string, tell: (fault: unknown) => void) {
    this.#snapshot = snapshot
    this.#looking = setInterval(() => void this.look().catch(tell), lookEvery)
  }

  /** @param tell told of a snapshot that cannot be read: the one before it stays */
  static async open(snapshot: string, tell: (fault: unknown) => void): Promise<NewestBook> {
    const newest = new NewestBook(snapshot, tell)
    await newest.look().catch(tell)
    return newest
  }

  /** Missing until something is published. */
  get book(): CaseBook | undefined {
    return this.#book
  }

  get asOf(): string {
    return this.#book?.asOf ?? ''
  }

  get loadedAt(): Date {
    return this.#book?.loadedAt ?? new Date(0)
  }

  find(name: CaseName): KnownCase | undefined {
    return this.#book?.find(name)
  }

  onPublish(listener: OnPublish): void {
    this.#listeners.add(listener)
  }

  /** Reads the snapshot if another one was published since. */
  async look(): Promise<void> {
    const found = statSync(this.#snapshot, { throwIfNoEntry: false })
    const which = found ? `${found.ino} ${found.mtimeMs} ${found.size}` : ''
    if (!found || which === this.#read || this.#isReading) return
    this.#isReading = true
    try {
      // Asked once for each: one that cannot be read is told of once, not each second.
      this.#read = which
      const before = this.#book
      const book = await readCaseBook(this.#snapshot)
      this.#book = book
      const opened = before ? book.cases.filter((one) => before.told(one)?.stage !== one.stage) : []
      if (before) for (const listener of this.#listeners) listener(book, opened)
    } finally {
      this.#isReading = false
    }
  }

  close(): void {
    clearInterval(this.#looking)
  }
}
