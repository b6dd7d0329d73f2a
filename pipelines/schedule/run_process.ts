import { fork } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ToldFault } from '../cli.ts'
import { asProblem } from '../runner/machine_faults.ts'
import type { Places } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import type { Pipeline } from './pipeline.ts'
import type { AtWork } from './scheduler.ts'

const program = fileURLToPath(new URL('../recoup.js', import.meta.url))

/** Starts a run, or tells why it cannot be started. */
export function startRun(places: Places, pipeline: Pick<Pipeline, 'name' | 'runs'>): AtWork {
  try {
    return started(places, pipeline)
  } catch (thrown) {
    const fault = asProblem(thrown, places.logs)
    const told =
      fault instanceof Problem ? fault : { message: `It could not be started: ${fault}`, mayPass: false }
    const { message, mayPass } = told
    return { process: null, ended: Promise.resolve({ message, mayPass }), stop: () => undefined }
  }
}

/**
 * Runs the pipeline's command as a process of its own: its memory goes when it ends, and what kills it leaves the
 * schedule alive. What it prints lies in `logs/<pipeline>.log` until the next one begins.
 */
function started(places: Places, { name, runs }: Pick<Pipeline, 'name' | 'runs'>): AtWork {
  mkdirSync(places.logs, { recursive: true })
  const output = openSync(join(places.logs, `${name}.log`), 'w')
  const child = fork(program, [...runs.split(' '), '--data', places.data, '--inbox', places.inbox], {
    stdio: ['ignore', output, output, 'ipc'],
    execArgv: [],
    // A Ctrl+C reaches it once, passed on by the schedule.
    detached: true,
  })
  closeSync(output)
  let told: ToldFault | null = null
  child.on('message', (fault: ToldFault) => {
    told = fault
  })
  // What it told may come after its end, but comes before the channel's.
  const ended = Promise.all([once(child, 'exit'), once(child, 'disconnect')]).then(
    ([[code, signal]]) => (code === 0 ? null : (told ?? untold(code, signal))),
    (fault: Error) => ({ message: `It could not be started: ${fault.message}`, mayPass: true }),
  )
  return { process: child.pid ?? null, ended, stop: () => void child.kill('SIGTERM') }
}

const untold = (code: number | null, signal: NodeJS.Signals | null): ToldFault =>
  signal
    ? { message: `It was killed (${signal}).`, mayPass: true }
    : { message: `It ended with code ${code}; its log says why.`, mayPass: false }
