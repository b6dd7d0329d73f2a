import { setImmediate } from 'node:timers/promises'
import type { Torn } from './record_file.ts'

/** A log as its writer needs it. */
type WrittenLog = {
  readonly folder: string
  readonly lock: () => Promise<() => void>
  readonly mended: () => Torn[]
  readonly flush: () => void
  readonly forget: () => void
}

type Waiting = {
  readonly work: (torn: readonly Torn[]) => unknown
  readonly done: (result: unknown) => void
  readonly failed: (fault: unknown) => void
}

/**
 * Writes to one or several logs at once, with nobody else writing to any of them in between. Those who come at the
 * same time share the locks and the wait for the disk; each is answered after it.
 */
export class LogWriter {
  readonly #logs: readonly WrittenLog[]
  #waiting: Waiting[] = []
  #isAtWork = false

  constructor(logs: readonly WrittenLog[]) {
    // Always in one order, so that no two writers wait for each other.
    this.#logs = [...logs].sort((one, other) => (one.folder < other.folder ? -1 : 1))
  }

  /**
   * Does a piece of work that looks at the logs and then adds to them. Where it throws it must have added nothing, and
   * nobody else is touched by it.
   */
  write<T>(work: (torn: readonly Torn[]) => T): Promise<T> {
    return new Promise<T>((done, failed) => {
      this.#waiting.push({ work, done: done as Waiting['done'], failed })
      if (!this.#isAtWork) void this.#writeAll()
    })
  }

  async #writeAll(): Promise<void> {
    this.#isAtWork = true
    while (this.#waiting.length > 0) {
      // Whoever was heard in this turn comes with the others.
      await setImmediate()
      await this.#writeTogether()
    }
    this.#isAtWork = false
  }

  async #writeTogether(): Promise<void> {
    const locks: (() => void)[] = []
    try {
      for (const log of this.#logs) locks.push(await log.lock())
    } catch (fault) {
      for (const release of locks.reverse()) release()
      for (const { failed } of this.#waiting.splice(0)) failed(fault)
      return
    }
    const batch = this.#waiting.splice(0)
    try {
      const answers = this.#done(batch)
      for (const answer of answers) answer()
    } catch (fault) {
      for (const log of this.#logs) log.forget()
      for (const { failed } of batch) failed(fault)
    } finally {
      for (const release of locks.reverse()) release()
    }
  }

  /** Gives the answers to be told once everything is on the disk. */
  #done(batch: readonly Waiting[]): (() => void)[] {
    const torn = this.#logs.flatMap((log) => log.mended())
    const answers = batch.map(({ work, done, failed }) => {
      try {
        const result = work(torn)
        return () => done(result)
      } catch (fault) {
        return () => failed(fault)
      }
    })
    for (const log of this.#logs) log.flush()
    return answers
  }
}
