import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('./ticked_schedule.ts', import.meta.url))

/** A real process that keeps the schedule of a shop, with a clock that it is given. */
export class ScheduleProcess {
  readonly #child: ChildProcess

  private constructor(child: ChildProcess) {
    this.#child = child
  }

  static async start(folder: string, data: string, now: Date, log: string): Promise<ScheduleProcess> {
    const child = fork(program, [data, now.toISOString()], {
      cwd: folder,
      execArgv: ['--import', import.meta.resolve('tsx')],
      env: { ...process.env, RECOUP_PSEUDONYM_KEY: 'a key for tests' },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => appendFileSync(log, text))
    const [said] = await Promise.race([once(child, 'message'), once(child, 'exit')])
    if (said !== 'ready') throw new Error(`The schedule does not start; see ${log}.`)
    return new ScheduleProcess(child)
  }

  async tick(now: Date): Promise<void> {
    const ticked = once(this.#child, 'message')
    this.#child.send(now.toISOString())
    await ticked
  }

  /** Ends it; gives its exit code, which a kill has none of. */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
    const exited = once(this.#child, 'exit')
    this.#child.kill(signal)
    const [code] = await exited
    return code as number | null
  }
}
