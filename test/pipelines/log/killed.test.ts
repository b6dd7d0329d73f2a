import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { RecordLog } from '../../../pipelines/log/record_log.ts'

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))

/** Lets a writer append until it is killed, some time after its first answer; gives the ids that it was answered. */
async function writtenUntilKilled(folder: string, prefix: string, afterMs: number): Promise<string[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', writer, folder, prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let said = ''
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()))
  const answered = new Promise<void>((resolve) => {
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
      resolve()
    })
  })
  await Promise.race([answered, ended])
  await setTimeout(afterMs)
  child.kill('SIGKILL')
  await ended
  // The last line may have been cut while it was told.
  return said.split('\n').slice(0, -1)
}

test('whoever was answered is in the log, however often writers are killed, and the next one takes over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup log '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = new RecordLog<{ id: string }>(folder, 'test')
  const answered: string[] = []
  for (let nth = 0; nth < 8; nth += 1) {
    answered.push(...(await writtenUntilKilled(folder, `w${nth}`, nth * 7)))
    await log.mend()
    const ids = log.records().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(answered))
  }
  expect(answered.length).toBeGreaterThanOrEqual(8)
})
