import { Problem } from './problems.ts'

/** Somebody, or the machine that shuts down, asked the process to end. */
export class Stopped extends Problem {
  constructor(signal: NodeJS.Signals) {
    super(`It was stopped by ${signal}.`, {
      where: `process ${process.pid}`,
      next: 'run the same command again: what was done is kept, and nothing is done twice.',
      mayPass: true,
    })
  }
}

const signals = ['SIGTERM', 'SIGINT'] as const

/**
 * Does work that can leave cleanly: a SIGTERM or SIGINT aborts the signal that it is given, whose reason is the
 * problem to throw. A second SIGINT ends the process as it always does; a second SIGTERM may be the same one, sent by
 * the machine and passed on by the schedule.
 */
export async function stoppable<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stopping = new AbortController()
  const forget = () => {
    for (const signal of signals) process.off(signal, onSignal)
  }
  const onSignal = (signal: NodeJS.Signals) => {
    process.off('SIGINT', onSignal)
    stopping.abort(new Stopped(signal))
  }
  for (const signal of signals) process.on(signal, onSignal)
  try {
    const result = await work(stopping.signal)
    // What comes after the work must not begin.
    stopping.signal.throwIfAborted()
    return result
  } finally {
    forget()
  }
}
