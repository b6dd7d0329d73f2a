import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { main } from '../../pipelines/cli.ts'

const program = fileURLToPath(new URL('../../pipelines/recoup.js', import.meta.url))

export type Ended = { readonly code: number | null; readonly out: string; readonly err: string }

/** A process that can be asked to end. */
export type Started = { readonly end: (signal: NodeJS.Signals) => void; readonly ended: Promise<Ended> }

/** `recoup …` as a process of its own, in the folder, with nothing of the machine's own settings but what is given. */
export const recoupIn = (
  folder: string,
  args: readonly string[],
  given: NodeJS.ProcessEnv = {},
): Promise<Ended> => recoupStartedIn(folder, args, given).ended

/** The same, while it is at work. */
export function recoupStartedIn(
  folder: string,
  args: readonly string[],
  given: NodeJS.ProcessEnv = {},
): Started {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^RECOUP_/.test(name)),
  )
  const child = spawn(process.execPath, [program, ...args], {
    cwd: folder,
    env: { ...environment, ...given },
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    let out = ''
    let err = ''
    child.stdout.setEncoding('utf8').on('data', (text) => {
      out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, out, err }))
  })
  return { end: (signal) => void child.kill(signal), ended }
}

let before: Promise<unknown> = Promise.resolve()

/**
 * `recoup …` within this process: all of the command but its start and its end, which take longer than most commands.
 * Gives what it printed as its result. A process has one folder and one environment, so it is one command at a time.
 */
export function recoupHere(folder: string, args: readonly string[]): Promise<Pick<Ended, 'code' | 'out'>> {
  const ended = before.then(() => here(folder, args))
  before = ended.catch(() => undefined)
  return ended
}

async function here(folder: string, args: readonly string[]): Promise<Pick<Ended, 'code' | 'out'>> {
  const [cwd, log, told] = [process.cwd(), console.log, [] as string[]]
  const environment = Object.entries(process.env).filter(([name]) => /^RECOUP_/.test(name))
  for (const [name] of environment) delete process.env[name]
  console.log = (text: string) => void told.push(`${text}\n`)
  process.chdir(folder)
  try {
    return { code: await main([process.execPath, program, ...args]), out: told.join('') }
  } finally {
    process.chdir(cwd)
    console.log = log
    Object.assign(process.env, Object.fromEntries(environment))
  }
}

/** A failure as people are told it: what, where, what to do next, and no line of code. */
export function expectProblem({ code, out, err }: Ended, what: RegExp): void {
  expect(code).toBe(1)
  expect(out).toBe('')
  expect(err).toMatch(what)
  expect(err).toMatch(/^ {2}where: \S/m)
  expect(err).toMatch(/^ {2}next: {2}\S/m)
  expect(err).not.toMatch(/unexpected fault/i)
  expect(err).not.toMatch(/^\s+at /m)
}
