import { symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { readSources } from '../../../pipelines/runner/catalog.ts'
import { saidOfLoad } from '../../../pipelines/runner/said.ts'
import { claims } from '../../../sources/feeds/claims.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import type { RecordsGiven } from '../../models/given.ts'
import { usual } from '../../models/usual.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const line = { order_id: 'o1', line_number: '1', sku: 's1', quantity: '2', unit_price_amount: '9.99' }
const claim = usual.claims

/** What would move the cursor, turn the text around or begin a line, were it printed as it is. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u

describe('names of files', () => {
  test.each([
    '\u001b[2J\u001b[31mred.csv',
    '\u202evsc.exe.csv',
    '\u200bhidden.csv',
    '\u009b31m.csv',
    '--help.csv',
    'a..%2f..\\..csv',
    `${'x'.repeat(251)}.csv`,
  ])('a file called %j fails alone, and nothing of its name does anything where it is told', async (name) => {
    const inbox = await MadeInbox.open()
    await inbox.put(`order_lines/${name}`, csv([{ ...line, quantity: 'bad' }]))
    await inbox.put('order_lines/good.csv', csv([line]))
    const report = await inbox.load([orderLines])
    expect(fileAt(report, `order_lines/${name}`).outcome).toBe('failed')
    expect(fileAt(report, 'order_lines/good.csv').rowsAccepted).toBe(1)
    const told = saidOfLoad(report)
    expect(told.some((sentence) => sentence.startsWith('Not loaded: order_lines/'))).toBe(true)
    for (const sentence of told) expect(sentence).not.toMatch(unprintable)
  })
})

test('links that lead out, up or round in a circle are refused, and one into another feed is not read as it', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('order_lines/good.csv', csv([line]))
  await inbox.put('claims/_here', '')
  const links = {
    'out.csv': '/etc/passwd',
    'endless.csv': '/dev/zero',
    root: '/',
    up: '..',
    self: '.',
    'one.csv': 'other.csv',
    'other.csv': 'one.csv',
  }
  for (const [name, target] of Object.entries(links))
    await symlink(target, join(inbox.path, 'order_lines', name))
  await symlink('/etc', join(inbox.path, 'orders'))
  const { files } = await inbox.load([orderLines, claims])
  const leaves = 'It is a link that leaves the inbox.'
  const nowhere = 'It is a link that leads nowhere.'
  expect(files.map(({ path, sentence }) => [path, sentence])).toEqual([
    ['order_lines/good.csv', undefined],
    ['order_lines/endless.csv', leaves],
    ['order_lines/one.csv', nowhere],
    ['order_lines/other.csv', nowhere],
    ['order_lines/out.csv', leaves],
    ['order_lines/root', leaves],
    ['order_lines/up', leaves],
  ])
})

describe('names of columns', () => {
  const hostile = {
    'SQL in CSV': `x'); drop table ledger.loads; --`,
    'SQL that ends a name': `"; select 1; --`,
    'a parameter': '$1',
    'a cell of the engine': 'c0',
    'a name of the language': '__proto__',
    'a control sequence': '\u001b[31m\u202ered',
    'a hundred thousand letters': 'l'.repeat(100_000),
    nothing: '',
  }
  test.each(Object.entries(hostile))('%s is a column that the feed does not know', async (_, name) => {
    const inbox = await MadeInbox.open()
    const quoted = `"${name.replaceAll('"', '""')}"`
    const [header, row] = csv([line]).split('\n')
    await inbox.put('order_lines/a.csv', `\ufeff${header},${quoted}\n${row},x\n`)
    await inbox.put(
      'order_lines/a.ndjson',
      `\ufeff${JSON.stringify({ ...line, order_id: 'o2', [name]: 'x' })}\n`,
    )
    const report = await inbox.load([orderLines])
    expect(report.files.map(({ rowsAccepted, sentence }) => [rowsAccepted, sentence])).toEqual([
      [1, undefined],
      [1, undefined],
    ])
    for (const sentence of saidOfLoad(report)) expect(sentence).not.toMatch(unprintable)
  })

  test('the same unknown name twice tells nothing apart, and takes nothing', async () => {
    const inbox = await MadeInbox.open()
    await inbox.put(
      'order_lines/a.csv',
      'y,Y,order_id,line_number,sku,quantity,unit_price_amount\n1,2,o1,1,s1,2,9\n',
    )
    expect(fileAt(await inbox.load([orderLines]), 'order_lines/a.csv').rowsAccepted).toBe(1)
  })

  test('a NUL is no part of a value, and in a header it names nothing', async () => {
    const inbox = await MadeInbox.open()
    const header = `${Object.keys(line)},a\u0000b`
    await inbox.put(
      'order_lines/a.csv',
      `${header}\no1,1,s1,2,9,x\n${'o2,1,s1,2,9,x\n'.repeat(20)}o3,1,s\u00001,2,9,x\n`,
    )
    expect(fileAt(await inbox.load([orderLines]), 'order_lines/a.csv')).toMatchObject({
      rowsRead: 22,
      rowsQuarantined: 1,
    })
  })

  test('a thousand columns are read, and more than that fail alone', async () => {
    const inbox = await MadeInbox.open()
    const wide = (columns: number) =>
      csv([{ ...line, ...Object.fromEntries(Array.from({ length: columns - 5 }, (_, n) => [`x${n}`, 'v'])) }])
    await inbox.put('order_lines/wide.csv', wide(1_000))
    await inbox.put('order_lines/wider.csv', wide(1_001))
    const report = await inbox.load([orderLines])
    expect(fileAt(report, 'order_lines/wide.csv').rowsAccepted).toBe(1)
    expect(fileAt(report, 'order_lines/wider.csv')).toMatchObject({
      outcome: 'failed',
      sentence: 'It has more than 1,000 columns.',
    })
  })
})

describe('JSON', () => {
  const nested = (depth: number) =>
    `${'['.repeat(depth)}${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}${']'.repeat(depth)}`
  const held = (message: string, id: string) =>
    JSON.stringify({ ...claim, claim_id: id, message: '…' }).replace('"…"', message)

  test.each(['ndjson', 'json'])('nested a hundred thousand deep harms nothing (.%s)', async (ending) => {
    const inbox = await MadeInbox.open()
    const shallow = Array.from({ length: 20 }, (_, n) => held('"…"', `k${n}`))
    const deep = held(nested(100_000), 'deep')
    await inbox.put(`claims/value.${ending}`, [...shallow, deep].join('\n'))
    await inbox.put(`claims/open.${ending}`, `[${'['.repeat(100_000)}`)
    await inbox.put(`claims/unknown.${ending}`, deep.replace('message', 'unknown'))
    const report = await inbox.load([claims])
    expect(fileAt(report, `claims/value.${ending}`)).toMatchObject({ rowsAccepted: 20, rowsQuarantined: 1 })
    expect(fileAt(report, `claims/open.${ending}`).outcome).toBe('failed')
    expect(fileAt(report, `claims/unknown.${ending}`).rowsAccepted).toBe(1)
  })

  test.each(['ndjson', 'json', 'csv'])(
    'a cell of five million letters costs its file or its row (.%s)',
    async (ending) => {
      const inbox = await MadeInbox.open()
      const huge = { ...claim, amount: '0', message: 'x'.repeat(5_000_000) } as Record<string, string>
      await inbox.put(`claims/huge.${ending}`, ending === 'csv' ? csv([huge]) : JSON.stringify(huge))
      await inbox.put('claims/good.csv', csv([{ ...claim, amount: '0' } as Record<string, string>]))
      const report = await inbox.load([claims])
      expect(fileAt(report, `claims/huge.${ending}`)).toMatchObject({ outcome: 'failed', rowsAccepted: 0 })
      expect(fileAt(report, `claims/huge.${ending}`).sentence).toContain('longer than 2 MB')
      expect(fileAt(report, 'claims/good.csv').rowsAccepted).toBe(1)
    },
  )
})

const { feeds } = await readSources()

/** Each stands in every text column of every feed. */
const values = [
  `'); drop table ledger.loads; --`,
  `"; select 1; --`,
  `' or '1'='1`,
  '$1 %s {{y}}',
  '<script>alert(1)</script>',
  "\\'; attach '/etc/passwd' as p; --",
]

test.each(feeds.map((feed) => [feed.name, feed] as const))(
  '%s: what looks like SQL or script in a text column is a text, kept to the letter',
  async (name, feed) => {
    const inbox = await MadeInbox.open()
    const texts = Object.keys(feed.columns).filter((column) => feed.columns[column]?.facts.kind === 'text')
    const rows = texts.flatMap((column) =>
      values.map((value, nth) => ({ ...keyed(feed.name, feed.key, `${column} ${nth}`), [column]: value })),
    )
    await inbox.put(`${name}/a.ndjson`, rows.map((row) => `${JSON.stringify(row)}\n`).join(''))
    const report = await inbox.load([feed], { settings: { badRows: { share: 1, perFeed: {} } } })
    const { rowsRead, rowsAccepted, rowsQuarantined, rowsRepeated } = fileAt(report, `${name}/a.ndjson`)
    expect(rowsRead).toBe(rows.length)
    expect(rowsAccepted + rowsQuarantined + rowsRepeated).toBe(rows.length)
    const stored = await inbox.warehouse.rows<{ row: string }>(
      `select to_json(r)::varchar as row from raw.${name} r union all select record from ledger.quarantine`,
    )
    const kept = stored.map(({ row }) => JSON.parse(row) as Record<string, unknown>)
    for (const column of texts)
      for (const value of values)
        expect(
          kept.some((row) => row[column] === value),
          `${column}: ${value}`,
        ).toBe(true)
  },
)

/** The feed's usual record under a key of its own, as far as the key is text. */
function keyed(feed: string, key: readonly string[], id: string): Record<string, unknown> {
  const record: Record<string, unknown> = { ...usual[feed as keyof RecordsGiven] }
  for (const column of key)
    if (typeof record[column] === 'string' && /_id$|sku/.test(column)) record[column] = id
  return record
}
