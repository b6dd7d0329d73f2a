import { setTimeout } from 'node:timers/promises'

/** Waits so many milliseconds; throws the signal's reason where it aborts before. */
export type Pause = (milliseconds: number, stop: AbortSignal) => Promise<void>

export const pause: Pause = async (milliseconds, stop) => {
  await setTimeout(milliseconds, undefined, { signal: stop }).catch(() => stop.throwIfAborted())
}
