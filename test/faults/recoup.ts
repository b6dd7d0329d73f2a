import { spawn } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Doom } from './killed_process.ts'
import type { Moment } from './moments.ts'

const program = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))
const killedProgram = fileURLToPath(new URL('./killed_process.ts', import.meta.url))

/** One key, so that shops in different folders give the same pseudonyms. */
const environment = { ...process.env, RECOUP_PSEUDONYM_KEY: 'a key for tests' }

export type Ended = {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly said: string
}

/** `recoup run` on the data directory, as people run it. */
export const recoupRun = (data: string): Promise<Ended> =>
  started([program, 'run', '--quiet', '--data', data])

/** `recoup run` that kills itself where the doom says. */
export const recoupRunKilled = (doom: Doom): Promise<Ended> =>
  started(['--import', 'tsx', killedProgram, JSON.stringify(doom), 'run', '--quiet', '--data', doom.data])

/** Everything that an unharmed `recoup run` asks of the engine and of the file system, in order. */
export async function momentsOfRun(data: string): Promise<Moment[]> {
  const trace = join(data, 'moments.json')
  const { code, said } = await recoupRunKilled({ data, trace })
  if (code !== 0) throw new Error(`The run that is not harmed fails: ${said}`)
  const moments = JSON.parse(readFileSync(trace, 'utf8')) as Moment[]
  rmSync(trace)
  return moments.sort((one, other) => one.place - other.place)
}

function started(args: readonly string[]): Promise<Ended> {
  const child = spawn(process.execPath, [...args], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
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
