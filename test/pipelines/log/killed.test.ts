import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { RecordLog } from '../../../pipelines/log/record_log.ts'
import { toldUntilKilled } from '../told_until_killed.ts'

const writer = fileURLToPath(new URL('./writer.ts', import.meta.url))

test('whoever was answered is in the log, however often writers are killed, and the next one takes over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'recoup log '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const log = new RecordLog<{ id: string }>(folder, 'test')
  const answered: string[] = []
  for (let nth = 0; nth < 8; nth += 1) {
    answered.push(...(await toldUntilKilled([writer, folder, `w${nth}`], { afterMs: nth * 7 })))
    await log.mend()
    const ids = log.records().map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids).toEqual(expect.arrayContaining(answered))
  }
  expect(answered.length).toBeGreaterThanOrEqual(8)
})
