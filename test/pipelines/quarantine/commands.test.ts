import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { csv } from '../load/made_inbox.ts'

const program = fileURLToPath(new URL('../../../pipelines/recoup.js', import.meta.url))

let folder: string
const put = (path: string, content: string) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), content)
}

/** `recoup …` on the shop's data, as a process of its own. */
const recoup = (...args: readonly string[]) => {
  const ended = spawnSync(process.execPath, [program, ...args, '--data', 'shop'], {
    cwd: folder,
    encoding: 'utf8',
  })
  return { code: ended.status, out: ended.stdout, err: ended.stderr }
}

const order = {
  order_id: 'o0',
  customer_id: 'c1',
  ordered_at: '2026-01-02T10:00:00Z',
  channel: 'web',
  items_amount: '10',
  total_amount: '12',
  email: '',
  Colour: '',
}
const personal = ['ada@example.com', 'Lovelace', 'cerise', 'grace@example.com', '4711 Umbrella']

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'recoup quarantine '))
  const bad = {
    ...order,
    order_id: 'o1',
    channel: 'kiosk\u001b[2J',
    email: 'ada@example.com',
    Colour: 'cerise',
  }
  const slipped = { ...order, order_id: 'o2', channel: 'grace@example.com' }
  const good = Array.from({ length: 40 }, (_, n) => ({ ...order, order_id: `g${n}` }))
  put('shop/inbox/orders/a.csv', `${csv([bad, slipped, ...good])}o3,Lovelace\n`)
  const line = {
    ...order,
    order_id: 'o4',
    channel: 'fax',
    ship_name: { first: 'Lovelace' },
    detail: '4711 Umbrella',
  }
  put(
    'shop/inbox/orders/b.ndjson',
    [...good.map((one, n) => ({ ...one, order_id: `h${n}` })), line]
      .map((one) => JSON.stringify(one))
      .join('\n'),
  )
  put('shop/inbox/products/x.csv', 'nothing known\n')
  expect(recoup('load')).toMatchObject({ code: 0 })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('list counts by file and rule, and names the files that fail', () => {
  const { code, out } = recoup('quarantine', 'list')
  expect(code).toBe(0)
  expect(out).toMatch(/^4 rows of orders held, from 2 files; the oldest since \S+ \S+ UTC\.$/m)
  const lines = out.split('\n')
  expect(lines).toContain('orders/a.csv (file 1)')
  expect(lines).toContain(
    '  2 rows, the first is row 1: channel is none of web, app, store, marketplace, phone',
  )
  expect(lines).toContain('  row 43: the line has fewer cells than the header (only a mended file can help)')
  expect(lines).toContain(
    '  products/x.csv (file 3): Its first line names no known column: it needs a header with comma, semicolon or tab.',
  )
  expect(recoup('quarantine', 'list', '--limit', '1').out).toContain(
    '… and 2 more: --limit 3 shows them all.',
  )

  const listed = JSON.parse(recoup('quarantine', 'list', '--feed', 'orders', '--json').out)
  expect(listed).toMatchObject({ feeds: [{ feed: 'orders', rows: 4, files: 2 }], failing: [] })
  expect(listed.groups).toContainEqual({
    feed: 'orders',
    folder: 'orders',
    fileNumber: 2,
    path: 'orders/b.ndjson',
    column: 'channel',
    rule: 'channel is none of web, app, store, marketplace, phone',
    rows: 1,
    firstRow: 41,
  })
})

test('show gives rows whole, but for what is or may be personal', () => {
  const { code, out } = recoup('quarantine', 'show', 'orders')
  expect(code).toBe(0)
  expect(out).toMatch(/^ {2}✗ channel +kiosk\\u001b\[2J$/m)
  expect(out).toMatch(/^ {4}order_id +o1$/m)
  expect(out).toMatch(/^ {4}email +\(hidden\)$/m)
  expect(out).toMatch(/^ {2}✗ channel +\(hidden\)$/m)
  expect(out).toMatch(/^ {2}✗ \(the line\) +\(hidden\)$/m)
  expect(out).toContain('--reveal shows it')
  const json = recoup('quarantine', 'show', 'orders', '--json').out
  for (const value of personal) expect(`${out}${json}`).not.toContain(value)

  const revealed = recoup('quarantine', 'show', '--reveal', '--file', '2').out
  expect(revealed).toContain('{"first":"Lovelace"}')
  expect(revealed).toContain('4711 Umbrella')
  const all = recoup('quarantine', 'show', '--reveal', '--json').out
  for (const value of personal) expect(all).toContain(value)
})

test('long lists come in pages', () => {
  const { out } = recoup('quarantine', 'show', '--limit', '2', '--skip', '1')
  expect([...out.matchAll(/^\S+, row (\d+) /gm)].map(([, row]) => row)).toEqual(['2', '43'])
  expect(out).toContain('Rows 2 to 3 of 4: --skip 3 shows the next.')
})

test('what can never be found is told as a slip of the pen', () => {
  expect(recoup('quarantine', 'list', '--feed', 'ordres')).toMatchObject({
    code: 1,
    err: expect.stringMatching(
      /There is no feed or sender ordres\.\n {2}where: --feed\n {2}next: {2}name one of .*orders/,
    ),
  })
  expect(recoup('quarantine', 'retry', '--file', '99').err).toContain('No file has the number 99.')
  expect(recoup('quarantine', 'show', '--row', '2')).toMatchObject({ code: 2 })
  expect(recoup('quarantine', 'frobnicate')).toMatchObject({ code: 2 })
  expect(recoup('quarantine', 'list', '--limit', 'many')).toMatchObject({ code: 2 })
})

test('retry says what became of rows and files, and what became of a row can be looked up', () => {
  // As a contract of old might have rejected it.
  put('shop/inbox/products/x.csv', 'sku,title,category\ns1,Lamp,light\n')
  put('recoup.config.ts', `export default { badRows: { perFeed: { products: 1 } } }`)
  const { code, out, err } = recoup('quarantine', 'retry')
  expect({ code, err: err.replace(/[\d.]+ s/, '') }).toEqual({ code: 0, err: 'retry    \n' })
  expect(out.trimEnd().split('\n')).toEqual([
    '3 held rows of orders tried again: 0 accepted, 0 repeated, 0 replaced by a later version, 3 still held.',
    '1 failed file tried again: 1 loaded.',
    'Loaded: products/x.csv: 1 row accepted, 0 quarantined, 0 repeated.',
    '`recoup run` builds what rests on them.',
  ])

  put('shop/inbox/orders/a-mended.csv', csv([{ ...order, order_id: 'o1' }]))
  recoup('load')
  expect(recoup('quarantine', 'retry', '--file', '1').out).toContain(
    '1 replaced by a later version, 1 still held.',
  )
  expect(recoup('quarantine', 'show', '--file', '1', '--row', '1').out).toMatch(
    /held since .* UTC, replaced \S+ \S+ UTC$/m,
  )
})
