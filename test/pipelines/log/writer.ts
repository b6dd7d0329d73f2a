import { RecordLog } from '../../../pipelines/log/record_log.ts'

/** Appends records without end, and tells the id of each once it was answered. For the test that kills it. */
const [, , folder = '', prefix = ''] = process.argv
const log = new RecordLog<{ id: string; note: string }>(folder, 'test')
for (let nth = 0; ; nth += 1) {
  const id = `${prefix}-${nth}`
  await log.append('2026-06-30', () => ({ id, note: 'x'.repeat(5_000) }))
  process.stdout.write(`${id}\n`)
}
