import { type CaseLogs, type Entry, keyOf, type Named } from '../../decide/case_logs.ts'
import type { CaseName, DeskState } from '../api/contract.ts'

type Listener = (state: DeskState) => void

/** Milliseconds between two looks at what commands have written, as long as somebody listens. */
const everySecond = 1_000

/** Tells listeners of the cases on which something was written down, by whom and from where ever. */
export class Changes {
  readonly #logs: CaseLogs
  readonly #stateOf: (name: CaseName) => DeskState
  readonly #listeners = new Set<Listener>()
  /** How many entries of each kind were told of. */
  readonly #told: number[] = []
  #timer: NodeJS.Timeout | undefined

  constructor(logs: CaseLogs, stateOf: (name: CaseName) => DeskState) {
    this.#logs = logs
    this.#stateOf = stateOf
  }

  tell(listener: Listener): () => void {
    if (this.#listeners.size === 0) this.#begin()
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) clearInterval(this.#timer)
    }
  }

  /** Tells of what came since the last look. */
  look(): void {
    if (this.#listeners.size === 0) return
    this.#logs.refresh()
    for (const name of this.casesOf(this.#newEntries()))
      for (const listener of this.#listeners) listener(this.#stateOf(name))
  }

  /** The cases that entries are about, each once. */
  casesOf(entries: readonly Entry[]): CaseName[] {
    const found = new Map<string, Named>()
    for (const entry of entries) {
      const named = this.#logs.caseOf(entry)
      if (named) found.set(keyOf(named), named)
    }
    return [...found.values()].map(({ case_type, case_id }) => ({
      case_type: case_type as CaseName['case_type'],
      case_id,
    }))
  }

  #begin(): void {
    this.#logs.refresh()
    this.#newEntries()
    this.#timer = setInterval(() => this.look(), everySecond).unref()
  }

  #newEntries(): Entry[] {
    return this.#logs.entriesByKind().flatMap((entries, nth) => {
      const told = this.#told[nth] ?? 0
      this.#told[nth] = entries.length
      return entries.slice(told)
    })
  }
}
