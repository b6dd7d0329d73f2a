import type { RecordLog } from './record_log.ts'

/** The records of a log by something that they say, kept up as records come. */
export class Grouped<Logged extends object> {
  readonly #log: RecordLog<Logged>
  readonly #by: (record: Logged) => string
  #records: readonly Logged[] = []
  #groups = new Map<string, Logged[]>()
  #taken = 0

  constructor(log: RecordLog<Logged>, by: (record: Logged) => string) {
    this.#log = log
    this.#by = by
  }

  /** Those of a group, oldest first, as the log remembers them. */
  of(group: string): readonly Logged[] {
    this.#takeIn()
    const adding = this.#log.adding().filter((record) => this.#by(record) === group)
    return [...(this.#groups.get(group) ?? []), ...adding]
  }

  #takeIn(): void {
    const records = this.#log.written()
    if (records !== this.#records) {
      this.#records = records
      this.#groups = new Map()
      this.#taken = 0
    }
    for (; this.#taken < records.length; this.#taken += 1) {
      const record = records[this.#taken] as Logged
      const group = this.#groups.get(this.#by(record))
      if (group) group.push(record)
      else this.#groups.set(this.#by(record), [record])
    }
  }
}
