import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { RecordLog } from '../../../pipelines/log/record_log.ts'

type Note = { readonly id: string; readonly note: string }

function made(): RecordLog<Note> {
  const folder = mkdtempSync(join(tmpdir(), 'recoup log '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return new RecordLog<Note>(folder, 'test')
}

const note = (id: string): Note => ({ id, note: 'äöü “quoted”\nand more' })
const files = ({ folder }: RecordLog<Note>) => readdirSync(folder).filter((name) => /^[^_.]/.test(name))

test('records are read back in the order in which they were written, a file for each day', async () => {
  const log = made()
  await log.append('2026-06-30', () => note('a'))
  await log.append('2026-07-01', () => note('b'))
  const { isNew } = await log.append('2026-07-01', (before) => before[0] as Note)

  expect(isNew).toBe(false)
  expect(log.records()).toEqual([note('a'), note('b')])
  expect(files(log)).toEqual(['2026-06-30.ndjson', '2026-07-01.ndjson'])
})

test('nobody writes between what a writer has seen and what it writes', async () => {
  const log = made()
  const writers = Array.from({ length: 20 }, () =>
    new RecordLog<Note>(log.folder, 'test').append('2026-06-30', (before) => note(String(before.length))),
  )
  await Promise.all(writers)

  expect(log.records().map(({ id }) => Number(id))).toEqual(Array.from({ length: 20 }, (_, nth) => nth))
})

test('a last line cut short anywhere loses no other, is kept, and the next one stands by itself', async () => {
  const lines = `${JSON.stringify(note('a'))}\n`
  const last = Buffer.from(JSON.stringify(note('b')), 'utf8')
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: last.length }), fc.boolean(), async (bytes, isLoadedFirst) => {
      const log = made()
      const file = join(log.folder, '2026-06-30.ndjson')
      writeFileSync(file, Buffer.concat([Buffer.from(lines), last.subarray(0, bytes)]))
      const whole = bytes === last.length
      const mended = isLoadedFirst ? await log.mend() : []
      const { torn } = await log.append('2026-06-30', () => note('c'))

      expect(log.records()).toEqual([note('a'), ...(whole ? [note('b')] : []), note('c')])
      expect(readFileSync(file, 'utf8').endsWith('\n')).toBe(true)
      expect([...mended, ...torn]).toEqual(whole ? [] : [{ file, keptIn: join(log.folder, '_torn.ndjson') }])
      if (!whole) {
        const kept = JSON.parse(readFileSync(join(log.folder, '_torn.ndjson'), 'utf8'))
        expect(kept).toEqual({
          file: '2026-06-30.ndjson',
          cut_short: last.subarray(0, bytes).toString('utf8'),
        })
      }
      expect(await log.mend()).toEqual([])
    }),
    { numRuns: 60 },
  )
})

test('an append that is refused writes nothing', async () => {
  const log = made()
  await log.append('2026-06-30', () => note('a'))
  const refused = log.append('2026-06-30', () => {
    throw new Error('no')
  })
  await expect(refused).rejects.toThrow('no')
  expect(log.records()).toEqual([note('a')])
  await log.append('2026-06-30', () => note('b'))
  expect(log.records()).toEqual([note('a'), note('b')])
})

test('what was remembered is given up where another has rewritten a file, and grows where another has appended', async () => {
  const log = made()
  await log.append('2026-06-30', () => note('a'))
  await log.append('2026-07-01', () => note('b'))
  const remembered = log.records()
  const other = new RecordLog<Note>(log.folder, 'test')
  await other.append('2026-07-01', () => note('c'))
  expect(log.records()).toEqual([note('a'), note('b'), note('c')])
  expect(log.records()).toBe(remembered)

  await other.append('2026-06-30', () => note('d'))
  expect(log.records()).toEqual([note('a'), note('d'), note('b'), note('c')])
  const cleaned = (record: Note) =>
    record.id === 'a' ? { ...record, note: 'erased, in more words than stood there before' } : record
  await other.rewrite({ record: cleaned, torn: (piece) => piece })
  const { isNew } = await log.append('2026-07-01', (before) => before.at(-1) as Note)
  expect(isNew).toBe(false)
  expect(log.records()).toEqual([
    { id: 'a', note: 'erased, in more words than stood there before' },
    note('d'),
    note('b'),
    note('c'),
  ])
})
