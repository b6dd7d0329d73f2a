import type { LoadedDecision } from '../../explain/decisions.ts'
import type { CaseName } from '../api/contract.ts'

/** What the published snapshot tells of a case in the queue. */
export type KnownCase = {
  readonly stage: string
  /** The moment of the stage, UTC as `2026-06-30 23:59:12`. */
  readonly opened_at: string
  /** The decisions on it that were taken in, oldest first. */
  readonly decisions: readonly LoadedDecision[]
}

/** What the published snapshot tells of cases. It may tell something else as soon as a new one is published. */
export interface KnownCases {
  /** The instant that the queue is as of, UTC as `2026-06-30 23:59:12`. */
  readonly asOf: string
  /**
   * When the newest load began of those that the snapshot rests on, by the wall clock: it took in what had been
   * written down here by then, and what was written since may not be in the snapshot.
   */
  readonly loadedAt: Date
  /** A case in the queue. */
  find(name: CaseName): KnownCase | undefined
}
