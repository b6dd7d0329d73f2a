import { execFileSync } from 'node:child_process'
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }

test.each([
  'two\nlines.csv',
  'carriage\rreturn.csv',
  `it's "quoted".csv`,
  '[a-z]*?.csv',
  '**.csv',
  '{a,b}.csv',
  'back\\slash.csv',
  '$1; drop table x; --.csv',
  '~home.csv',
  '%20 #&?c=d.csv',
  'ein Ärgernis 日本.csv',
  `${'long'.repeat(60)}.csv`,
])('a file may be called %j', async (name) => {
  const inbox = await MadeInbox.open()
  await inbox.put(`order_lines/${name}`, csv([line]))
  await inbox.put('order_lines/other.csv', csv([{ ...line, order_id: 'o2' }]))
  const report = await inbox.load([orderLines])
  expect(fileAt(report, `order_lines/${name}`)).toMatchObject({ outcome: 'loaded', rowsAccepted: 1 })
  expect(await inbox.rows('select path from ledger.loads order by path')).toContainEqual({
    path: `order_lines/${name}`,
  })
})

test('a name that is not UTF-8 is told, and the rest loads', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/good.csv', csv([line]))
  const latin = (name: string) => Buffer.from(join(inbox.path, 'order_lines', name), 'latin1')
  await writeFile(latin('caf\xe9.csv'), csv([line]))
  await mkdir(latin('d\xe9p\xf4t'))
  const { files } = await inbox.load([orderLines])
  const sentence = 'Its name is not text in UTF-8: rename it.'
  expect(files.map(({ path, outcome, sentence }) => [path, outcome, sentence])).toEqual([
    ['order_lines/good.csv', 'loaded', undefined],
    ['order_lines/d\ufffdp\ufffdt', 'failed', sentence],
    ['order_lines/caf\ufffd.csv', 'failed', sentence],
  ])
})

test('what is no file is never waited for', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/folder.csv/good.csv', csv([line]))
  execFileSync('mkfifo', [join(inbox.path, 'order_lines', 'pipe.csv')])
  const socket = createServer()
  onTestFinished(() => void socket.close())
  await new Promise<void>((resolve) => socket.listen(join(inbox.path, 'order_lines', 's.csv'), resolve))
  await symlink('pipe.csv', join(inbox.path, 'order_lines', 'link.csv'))
  const report = await inbox.load([orderLines])
  expect(report.ignored).toEqual(['order_lines/link.csv', 'order_lines/pipe.csv', 'order_lines/s.csv'])
  expect(report.files.map(({ path, outcome }) => [path, outcome])).toEqual([
    ['order_lines/folder.csv/good.csv', 'loaded'],
  ])
})

/** Gives up the rights of root, which may read everything, until the test is over. */
function asNobody(): void {
  if (process.getuid?.() !== 0) return
  process.seteuid?.(65_534)
  onTestFinished(() => process.seteuid?.(0))
}

test('what may not be read fails alone, and loads once it may', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/good.csv', csv([line]))
  await inbox.put('order_lines/closed.csv', csv([{ ...line, order_id: 'o2' }]))
  await inbox.put('order_lines/shut/a.csv', csv([{ ...line, order_id: 'o3' }]))
  await inbox.put('order_lines/locked/a.csv', csv([{ ...line, order_id: 'o4' }]))
  const at = (path: string) => join(inbox.path, 'order_lines', path)
  await chmod(inbox.path, 0o755)
  await chmod(at('closed.csv'), 0)
  await chmod(at('shut'), 0)
  await chmod(at('locked'), 0o444)
  asNobody()
  const { files } = await inbox.load([orderLines])
  process.seteuid?.(process.getuid?.() ?? 0)
  expect(files.map(({ path, outcome, sentence }) => [path, outcome, sentence])).toEqual([
    ['order_lines/closed.csv', 'failed', 'It may not be read.'],
    ['order_lines/good.csv', 'loaded', undefined],
    ['order_lines/shut', 'failed', 'It is a folder that cannot be read.'],
    ['order_lines/locked/a.csv', 'failed', 'It may not be read.'],
  ])
  for (const path of ['closed.csv', 'shut', 'locked']) await chmod(at(path), 0o755)
  const next = await inbox.load([orderLines])
  expect(next.files.filter(({ outcome }) => outcome === 'loaded')).toHaveLength(3)
})
