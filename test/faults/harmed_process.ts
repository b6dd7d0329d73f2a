/**
 * `recoup`, harmed at one exact moment: killed, or bereft of a folder. A moment is each thing that it asks of the
 * engine or of the file system: a statement, an opening, a close (which writes the log back), a rename. They are
 * counted from outside, so the program has no part in it. The first argument is a `Harm` as JSON, the others are
 * recoup's.
 */
import { renameSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'
import { type Moment, watchMoments } from './moments.ts'

export type Harm = {
  /** The data directory: what happens elsewhere is not counted. */
  readonly data: string
  /** Comes when this many moments are past … */
  readonly at?: number
  /** … so many milliseconds into the next, or before it. */
  readonly after?: number | null
  /** A path that is moved away then, in place of the kill. */
  readonly vanishing?: string
  /** Where the moments of a process that lives are written. */
  readonly trace?: string
}

const [, program, given = '', ...args] = process.argv
const harm = JSON.parse(given) as Harm

function strike(): void {
  if (harm.vanishing) renameSync(harm.vanishing, `${harm.vanishing} vanished`)
  else process.kill(process.pid, 'SIGKILL')
}

// The engine's close keeps the main thread busy, so another thread looks at the clock.
const bell = new Int32Array(new SharedArrayBuffer(8))
const delay = new Float64Array(new SharedArrayBuffer(8))
const watchman = new Worker(
  `const { workerData: { bell, delay } } = require('node:worker_threads')
   Atomics.store(bell, 1, 1)
   Atomics.notify(bell, 1)
   Atomics.wait(bell, 0, 0)
   const end = performance.now() + delay[0]
   if (delay[0] > 2) Atomics.wait(bell, 0, 1, delay[0] - 1)
   while (performance.now() < end);
   process.kill(process.pid, 'SIGKILL')`,
  { eval: true, workerData: { bell, delay } },
)
watchman.unref()
Atomics.wait(bell, 1, 0)

const moments: Moment[] = []
watchMoments(harm.data, {
  onBegin: (place) => {
    if (place !== harm.at) return
    if (typeof harm.after !== 'number') return strike()
    delay[0] = harm.after ?? 0
    Atomics.store(bell, 0, 1)
    Atomics.notify(bell, 0)
  },
  onEnd: (moment) => void moments.push(moment),
})

const { main } = await import('../../pipelines/cli.ts')
process.exitCode = await main([process.execPath, program ?? '', ...args])
if (harm.trace) writeFileSync(harm.trace, JSON.stringify(moments))
