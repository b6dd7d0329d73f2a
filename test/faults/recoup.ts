import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Harm } from './harmed_process.ts'
import type { Moment } from './moments.ts'

const program = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))
const harmedProgram = fileURLToPath(new URL('./harmed_process.ts', import.meta.url))

export type Ended = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  /** All that it printed. */
  readonly said: string
}

export type RunOptions = {
  readonly environment?: Readonly<Record<string, string>>
  /** The folder in which it is run, whose settings go. */
  readonly folder?: string
  /** The number of the user that runs it, where it is not this one. */
  readonly user?: number
}

/** `recoup run` on the data directory, as people run it. */
export const recoupRun = (data: string, options: RunOptions = {}): Promise<Ended> =>
  started([program, 'run', '--data', data], options)

/** `recoup run` that is harmed. */
export const recoupRunHarmed = (harm: Harm): Promise<Ended> =>
  started(['--import', 'tsx', harmedProgram, JSON.stringify(harm), 'run', '--data', harm.data])

/** Everything that an unharmed `recoup run` asks of the engine and of the file system, in order. */
export async function momentsOfRun(data: string): Promise<Moment[]> {
  const trace = join(data, 'moments.json')
  const { code, said } = await recoupRunHarmed({ data, trace })
  if (code !== 0) throw new Error(`The run that is not harmed fails: ${said}`)
  const moments = JSON.parse(readFileSync(trace, 'utf8')) as Moment[]
  rmSync(trace)
  return moments.sort((one, other) => one.place - other.place)
}

function started(
  args: readonly string[],
  { environment = {}, folder, user }: RunOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [...args], {
    // One key, so that shops in different folders give the same pseudonyms.
    env: { ...process.env, RECOUP_PSEUDONYM_KEY: 'a key for tests', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(folder === undefined ? {} : { cwd: folder }),
    ...(user === undefined ? {} : { uid: user, gid: user }),
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve({ code, signal, said }))
  })
}
