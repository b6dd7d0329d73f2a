import { spawn } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'

/** Lets a program work until it is killed, some time after it told so many lines; gives its whole lines. */
export async function toldUntilKilled(
  args: readonly string[],
  { lines = 1, afterMs = 0 }: { readonly lines?: number; readonly afterMs?: number },
): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const answered = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (wholeLines(said).length >= lines) resolve()
    })
  })
  await Promise.race([answered, ended])
  await setTimeout(afterMs)
  child.kill('SIGKILL')
  await ended
  return wholeLines(said)
}

/** The last one may have been cut while it was told. */
const wholeLines = (said: string): string[] => said.split('\n').slice(0, -1)
