import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Settings } from '../../models/settings.ts'
import { lockHolder } from '../runner/lock.ts'
import { asProblem } from '../runner/machine_faults.ts'
import type { Places } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import { reading } from '../runner/reading.ts'
import { type Freshness, freshness } from '../status/freshness.ts'
import { readStatus, type Status } from '../status.ts'
import { writeWhole } from './memory.ts'
import type { Pipeline } from './pipeline.ts'
import { type PipelineState, pipelineStates } from './pipeline_state.ts'
import type { Scheduler } from './scheduler.ts'

/** The health file. Times are ISO 8601, but for those that the ledger writes. */
export type HealthFile = {
  readonly writtenAt: string
  readonly running: Scheduler['running']
  readonly pipelines: readonly PipelineState[]
  /** When the ledger was last read, which it cannot be while a run writes; null where it never was. */
  readonly ledgerReadAt: string | null
  /** Why it could not be read just now, though nobody writes to it. */
  readonly ledgerFault: string | null
  readonly freshness: readonly Freshness[]
  readonly status: Status | null
}

/** What the schedule last wrote down; null where it never did. */
export const readHealth = ({ health }: Pick<Places, 'health'>): HealthFile | null =>
  existsSync(health) ? (JSON.parse(readFileSync(health, 'utf8')) as HealthFile) : null

/** Looks at the ledger whenever it may have changed and nobody writes to it, and keeps the health file. */
export class Health {
  readonly #places: Places
  readonly #settings: Settings
  readonly #pipelines: readonly Pipeline[]
  readonly #clock: () => Date
  #read: { readonly status: Status; readonly at: string; readonly changed: number } | null = null

  constructor(places: Places, settings: Settings, pipelines: readonly Pipeline[], clock: () => Date) {
    this.#places = places
    this.#settings = settings
    this.#pipelines = pipelines
    this.#clock = clock
  }

  async write({ memory, running }: Pick<Scheduler, 'memory' | 'running'>): Promise<HealthFile> {
    const ledgerFault = await this.#look().then(
      () => null,
      (fault) => sentenceOf(asProblem(fault)),
    )
    const now = this.#clock()
    const health: HealthFile = {
      writtenAt: now.toISOString(),
      running,
      pipelines: pipelineStates(this.#pipelines, memory, now),
      ledgerReadAt: this.#read?.at ?? null,
      ledgerFault,
      freshness: freshness(this.#read?.status.arrivals ?? [], this.#settings, now),
      status: this.#read?.status ?? null,
    }
    writeWhole(this.#places.health, health)
    return health
  }

  async #look(): Promise<void> {
    const changed = statSync(this.#places.warehouse, { throwIfNoEntry: false })?.mtimeMs
    if (changed === undefined || changed === this.#read?.changed || lockHolder(this.#places.lock)) return
    const status = await reading(this.#places, readStatus)
    this.#read = { status, at: this.#clock().toISOString(), changed }
  }
}

const sentenceOf = (fault: unknown): string =>
  fault instanceof Problem ? fault.message : 'An unexpected fault.'
