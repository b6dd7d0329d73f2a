import fc from 'fast-check'
import { expect, test } from 'vitest'
import { returnLines } from '../../../sources/feeds/return_lines.ts'
import { csv, MadeInbox } from './made_inbox.ts'

/** Good values, hostile ones, and few keys, so that rows are accepted, refused and repeated. */
const row = fc.record({
  return_id: fc.constantFrom('r1', 'r2', 'r3', ''),
  order_id: fc.constantFrom('o1', 'o2'),
  line_number: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom('1', '2') },
    fc.constantFrom('0', '1.5', '-1'),
  ),
  quantity: fc.oneof({ weight: 9, arbitrary: fc.constant('1') }, fc.string({ unit: 'binary' })),
  comment: fc.constantFrom('', 'a,b', 'two\nlines', '"quoted"', '’ünï'),
  received_at: fc.constantFrom('', '2024-05-01T10:00:00Z', '2024-05-01 10:00', 'yesterday'),
  recovered_amount: fc.oneof({ weight: 9, arbitrary: fc.constantFrom('', '1', '2.50') }, fc.string()),
  serial_matches: fc.constantFrom('', 'YES', 'f', '0'),
  updated_at: fc.constantFrom('', '2024-05-02T00:00:00Z', '2024-05-03T00:00:00Z'),
})
const goodRow = row.map((made) => ({
  ...made,
  return_id: made.return_id || 'r4',
  line_number: '1',
  quantity: '1',
  received_at: '',
  recovered_amount: '2.50',
}))
/** Mostly good, so that some files pass the share of bad rows and some do not. */
const rows = fc
  .tuple(fc.array(goodRow, { minLength: 10, maxLength: 40 }), fc.array(row, { maxLength: 3 }))
  .chain(([good, dirty]) =>
    fc.shuffledSubarray([...good, ...dirty], { minLength: good.length + dirty.length }),
  )

const counted = `select file_number, rows_read, rows_accepted, rows_quarantined, rows_repeated,
    (select count(*) from raw.return_lines r where r.file_number = l.file_number) as stored,
    (select count(*) from ledger.quarantine q where q.file_number = l.file_number) as kept
  from ledger.loads l where outcome = 'loaded' order by file_number`

test('every row read is accepted, quarantined or an exact repeat', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(rows, { minLength: 1, maxLength: 3 }), async (files) => {
      const inbox = await MadeInbox.open()
      for (const [place, content] of files.entries())
        await inbox.put(`return_lines/${place}.csv`, csv(content))
      const report = await inbox.load([returnLines])
      const loaded = await inbox.rows(counted)
      for (const file of loaded) {
        expect(file.stored).toBe(file.rows_accepted)
        expect(file.kept).toBe(file.rows_quarantined)
      }
      for (const [place, content] of files.entries()) {
        const file = report.files[place]
        const sum = (file?.rowsAccepted ?? 0) + (file?.rowsQuarantined ?? 0) + (file?.rowsRepeated ?? 0)
        expect(file?.rowsRead).toBe(sum)
        if (file?.outcome === 'loaded') expect(file.rowsRead).toBe(content.length)
        else expect(file?.rowsRead).toBe(0)
      }
      await inbox.close()
    }),
    { numRuns: 25 },
  )
})
