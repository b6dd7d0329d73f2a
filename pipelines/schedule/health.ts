import { existsSync, readFileSync, statSync } from 'node:fs'
import type { Settings } from '../../models/settings.ts'
import type { OpenFault } from '../alerts/book.ts'
import {
  type Fault,
  faultsOfFetches,
  faultsOfFiles,
  faultsOfFreshness,
  faultsOfRuns,
  isOfLedger,
  readFaults,
} from '../alerts/faults.ts'
import type { Alerts } from '../alerts.ts'
import { connectionStates } from '../fetch/connection_states.ts'
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
  readonly alerts: readonly OpenFault[]
}

/** What the schedule last wrote down; null where it never did. */
export const readHealth = ({ health }: Pick<Places, 'health'>): HealthFile | null =>
  existsSync(health) ? (JSON.parse(readFileSync(health, 'utf8')) as HealthFile) : null

/** What the ledger told, and the time of the file that it was in. */
type Look = {
  readonly status: Status
  readonly faults: readonly Fault[]
  readonly at: string
  readonly changed: number
}

/** Looks at the ledger whenever it may have changed and nobody writes to it, and keeps the health file. */
export class Health {
  readonly #places: Places
  readonly #settings: Settings
  readonly #pipelines: readonly Pipeline[]
  readonly #clock: () => Date
  readonly #alerts: Alerts
  #read: Look | null = null

  constructor(
    places: Places,
    settings: Settings,
    pipelines: readonly Pipeline[],
    alerts: Alerts,
    clock: () => Date,
  ) {
    this.#places = places
    this.#alerts = alerts
    this.#settings = settings
    this.#pipelines = pipelines
    this.#clock = clock
  }

  /** Writes the file, then tells what there is to alert of, which may take a while. */
  async write({ memory, running }: Pick<Scheduler, 'memory' | 'running'>): Promise<void> {
    const ledgerFault = await this.#look().then(
      () => null,
      (fault) => sentenceOf(asProblem(fault)),
    )
    const now = this.#clock()
    const pipelines = pipelineStates(this.#pipelines, memory, now)
    const feeds = freshness(this.#read?.status.arrivals ?? [], this.#settings, now)
    const fetches = faultsOfFetches(connectionStates(this.#places, this.#settings))
    this.#alerts.note([...faultsOfRuns(pipelines), ...fetches, ...this.#faultsOfData(feeds)], now)
    const health: HealthFile = {
      writtenAt: now.toISOString(),
      running,
      pipelines,
      ledgerReadAt: this.#read?.at ?? null,
      ledgerFault,
      freshness: feeds,
      status: this.#read?.status ?? null,
      alerts: this.#alerts.open,
    }
    writeWhole(this.#places.health, health)
    await this.#alerts.tell()
  }

  /** Where nothing could be read yet, what was open stays so. */
  #faultsOfData(feeds: readonly Freshness[]): readonly Fault[] {
    if (!this.#read) return this.#alerts.open.filter(({ key }) => isOfLedger(key))
    return [...faultsOfFreshness(feeds), ...faultsOfFiles(this.#read.status), ...this.#read.faults]
  }

  async #look(): Promise<void> {
    const changed = statSync(this.#places.warehouse, { throwIfNoEntry: false })?.mtimeMs
    if (changed === undefined || changed === this.#read?.changed || lockHolder(this.#places.lock)) return
    const now = this.#clock()
    this.#read = await reading(this.#places, async (warehouse) => ({
      status: await readStatus(warehouse),
      faults: await readFaults(warehouse, this.#settings, now),
      at: now.toISOString(),
      changed,
    }))
  }
}

const sentenceOf = (fault: unknown): string =>
  fault instanceof Problem ? fault.message : 'An unexpected fault.'
