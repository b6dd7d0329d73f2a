import type { Ended, Memory } from './memory.ts'
import type { Pipeline } from './pipeline.ts'

/** How a pipeline stands. Times are ISO 8601. */
export type PipelineState = {
  readonly pipeline: string
  readonly runs: string
  readonly next: string | null
  readonly lastSuccess: Ended | null
  readonly lastEnded: Ended | null
  /** The slot whose run failed and is to be tried again, and why it failed. */
  readonly retrying: { readonly slot: string; readonly tries: number; readonly fault: string } | null
  /** Slots in a row that failed for good. */
  readonly failures: number
}

export const pipelineStates = (pipelines: readonly Pipeline[], memory: Memory, now: Date): PipelineState[] =>
  pipelines.map(({ name, runs, line }) => {
    const { begun, lastSuccess = null, lastEnded = null, failures = 0 } = memory[name] ?? {}
    const isRetrying = begun != null && begun.fault !== null
    return {
      pipeline: name,
      runs,
      next: line.next(now)?.toISOString() ?? null,
      lastSuccess,
      lastEnded,
      retrying: isRetrying ? { slot: begun.slot, tries: begun.tries, fault: begun.fault ?? '' } : null,
      failures,
    }
  })
