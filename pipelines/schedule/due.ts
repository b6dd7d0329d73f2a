import type { Remembered } from './memory.ts'
import type { Pipeline } from './pipeline.ts'

const minute = 60_000

/** A run that begins this late has missed its time. */
const onTime = 5 * minute

/** A clock that is set back by more was wrong before: what was settled by it counts no more. */
const believed = 26 * 60 * minute

/** What is to be done for a pipeline now: nothing, a try, to leave the slot out, or to give it up. */
export type Due =
  | { readonly what: 'nothing' }
  | { readonly what: 'try'; readonly slot: Date; readonly tries: number }
  | { readonly what: 'skip' | 'give up'; readonly slot: Date }

/** However many slots were missed, the newest of them stands for all. */
export function dueNow(pipeline: Pipeline, { settled, begun }: Remembered, now: Date): Due {
  const newest = pipeline.line.newest(now)
  if (newest === null || newest <= new Date(settled)) return { what: 'nothing' }
  if (begun && isWaiting(pipeline, begun, now)) return { what: 'nothing' }
  const isLate = now.getTime() - newest.getTime() > onTime
  const isRetry = begun !== null && begun.failedAt !== null
  if (pipeline.catchUp === 'skip' && isLate && !isRetry) return { what: 'skip', slot: newest }
  const tries = (begun?.tries ?? 0) + 1
  // The newest try did not fail, or it would have been the last: the schedule itself was killed in each.
  return tries > pipeline.attempts ? { what: 'give up', slot: newest } : { what: 'try', slot: newest, tries }
}

/** Whether the newest try failed so shortly ago that the next is not yet due. */
function isWaiting(
  { backoffMinutes }: Pipeline,
  { tries, failedAt }: NonNullable<Remembered['begun']>,
  now: Date,
): boolean {
  if (failedAt === null) return false
  const passed = now.getTime() - Date.parse(failedAt)
  // A clock that was set back must not put the next try off.
  return passed >= 0 && passed < backoffMinutes * minute * 2 ** (tries - 1)
}

/** What is known of a pipeline that was never seen before: it begins with its next slot. */
export const begunWith = ({ line }: Pipeline, now: Date): Remembered => ({
  settled: (line.newest(now) ?? now).toISOString(),
  begun: null,
  lastEnded: null,
  lastSuccess: null,
  failures: 0,
})

/** What is remembered, less what a clock that was wrong by more than a day has brought in. */
export const believable = (pipeline: Pipeline, remembered: Remembered, now: Date): Remembered =>
  Date.parse(remembered.settled) - now.getTime() > believed
    ? { ...remembered, settled: begunWith(pipeline, now).settled, begun: null }
    : remembered
