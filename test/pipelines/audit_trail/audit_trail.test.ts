import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { newestEntries } from '../../../pipelines/audit_trail/newest_entries.ts'
import { verifyTrail } from '../../../pipelines/audit_trail/verify.ts'
import { AuditTrail } from '../../../pipelines/audit_trail.ts'
import { toldUntilKilled } from '../told_until_killed.ts'

const look = (who: string, case_id: string) =>
  ({ who, role: 'reviewer', did: 'looked_at', case_type: 'claim', case_id }) as const

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'recoup-trail-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

const filesOf = (folder: string) =>
  readdirSync(folder)
    .filter((name) => /^\d/.test(name))
    .map((name) => join(folder, name))

test('every act is in the chain once, whoever wrote it and when', async () => {
  const folder = emptyFolder()
  let day = 1
  const clock = () => new Date(Date.UTC(2026, 0, day))
  const [one, other] = [new AuditTrail(folder, clock), new AuditTrail(folder, clock)]
  for (; day <= 3; day += 1)
    await Promise.all(
      Array.from({ length: 20 }, (_, nth) => (nth % 2 ? one : other).write(look(`r${nth}`, `C${day}`))),
    )
  expect(filesOf(folder)).toHaveLength(3)
  expect(await verifyTrail(folder)).toMatchObject({ first: 1, last: 60 })
  const newest = await newestEntries(folder, { case: 'C2', limit: 100 })
  expect(newest.map(({ who }) => who).sort()).toEqual(
    Array.from({ length: 20 }, (_, nth) => `r${nth}`).sort(),
  )
})

test('an entry that was changed, taken out, put in or moved is found, and so is an end that was cut off', async () => {
  const folder = emptyFolder()
  const trail = new AuditTrail(folder, () => new Date('2026-01-01'))
  for (let nth = 0; nth < 8; nth += 1) await trail.write(look('rita', `C${nth}`))
  const { head } = await verifyTrail(folder)
  const [file = ''] = filesOf(folder)
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n')
  const tampered = fc.oneof(
    fc.nat(7).map((nth) => lines.map((line, at) => (at === nth ? line.replace('rita', 'nobody') : line))),
    fc.integer({ min: 1, max: 6 }).map((nth) => lines.filter((_, at) => at !== nth)),
    fc.nat(7).map((nth) => lines.toSpliced(nth, 0, lines[0] ?? '')),
    fc.nat(6).map((nth) => lines.toSpliced(nth, 2, lines[nth + 1] ?? '', lines[nth] ?? '')),
    fc.nat(7).map((nth) => lines.toSpliced(nth, 0, 'no entry')),
    fc.nat(6).map((nth) => lines.slice(0, nth + 1)),
  )
  await fc.assert(
    fc.asyncProperty(tampered, async (left) => {
      writeFileSync(file, `${left.join('\n')}\n`)
      await expect(verifyTrail(folder, head)).rejects.toThrow(/tampered with|cut off/)
    }),
  )
  // Days that were put away look like this: it is told with which entry the trail begins.
  writeFileSync(file, `${lines.slice(3).join('\n')}\n`)
  expect(await verifyTrail(folder, head)).toEqual({ first: 4, last: 8, head })
})

test('a line that a crash cut short is put aside, and the chain goes on', async () => {
  const folder = emptyFolder()
  await new AuditTrail(folder).write(look('rita', 'C1'))
  appendFileSync(filesOf(folder)[0] ?? '', '{"number":2,"who":"zoë'.slice(0, -1))
  appendFileSync(filesOf(folder)[0] ?? '', Buffer.from('ë').subarray(0, 1))
  await new AuditTrail(folder).write(look('rita', 'C2'))
  expect(await verifyTrail(folder)).toMatchObject({ last: 2 })
  expect(readFileSync(join(folder, '_torn.ndjson'), 'utf8')).toContain('number')
})

test('what was answered is there after the process was killed', async () => {
  const folder = emptyFolder()
  const main = fileURLToPath(new URL('../../../pipelines/audit_trail.ts', import.meta.url))
  const writer = `
    const { AuditTrail } = await import(${JSON.stringify(main)})
    const trail = new AuditTrail(${JSON.stringify(folder)})
    for (let who = 0; who < 20; who += 1) void (async () => {
      for (let nth = 0; ; nth += 1) {
        await trail.write({ who: 'r' + who, did: 'looked_at', case_id: who + ' ' + nth })
        process.stdout.write(who + ' ' + nth + '\\n')
      }
    })()`
  for (let round = 0; round < 2; round += 1) {
    const acknowledged = await toldUntilKilled(['--input-type=module', '-e', writer], { lines: 300 })
    await new AuditTrail(folder).write(look('after', `round ${round}`))
    await verifyTrail(folder)
    const entries = new Set((await newestEntries(folder, { limit: 1_000_000 })).map(({ case_id }) => case_id))
    expect(acknowledged.length).toBeGreaterThan(100)
    expect(acknowledged.filter((one) => !entries.has(one))).toEqual([])
  }
})
