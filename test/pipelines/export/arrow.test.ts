import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tableFromIPC } from 'apache-arrow'
import { expect, onTestFinished, test } from 'vitest'
import { writeArrow } from '../../../pipelines/export/arrow.ts'
import { spreadsheetText } from '../../../pipelines/runner/spreadsheet.ts'
import {
  boolean,
  type Columns,
  day,
  instant,
  integer,
  money,
  number,
  rate,
  text,
} from '../../../warehouse/columns.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

async function warehouse(): Promise<Warehouse> {
  const opened = await Warehouse.open(':memory:')
  onTestFinished(() => opened.close())
  return opened
}

/** What another program reads in the file that is written of a select. */
async function readBack(select: string, columns: Columns) {
  const folder = mkdtempSync(join(tmpdir(), 'recoup arrow '))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'a.arrow')
  await writeArrow(await warehouse(), select, columns, path)
  return tableFromIPC(readFileSync(path))
}

const about = 'A value.'
const everyKind = {
  t: text(about),
  i: integer(about),
  n: number(about),
  m: money(about),
  r: rate(about),
  b: boolean(about),
  at: instant(about),
  d: day(about),
}

test('every kind of value is read back as it was, and what is missing is missing', async () => {
  const table = await readBack(
    `select 'Zoë ✓' as t, 5::bigint as i, 0.25::double as n, '-12345678901234.5678'::decimal(18,4) as m,
       '1.08123456'::decimal(18,8) as r, true as b, timestamp '2026-06-30 23:59:59.123456' as at, date '2026-06-30' as d
     union all select null, null, null, null, null, null, null, null`,
    everyKind,
  )
  const [full, missing] = table.toArray()
  expect(table.schema.fields.map(({ name, type }) => `${name} ${type}`)).toEqual([
    't Utf8',
    'i Int64',
    'n Float64',
    'm Decimal[18e+4]',
    'r Decimal[18e+8]',
    'b Bool',
    'at Timestamp<MICROSECOND, UTC>',
    'd Date32<DAY>',
  ])
  expect([full.t, full.i, full.n, full.b]).toEqual(['Zoë ✓', 5n, 0.25, true])
  const units = (words: Uint32Array) =>
    BigInt.asIntN(
      128,
      [...words].reduce((sum, word, nth) => sum | (BigInt(word) << BigInt(32 * nth)), 0n),
    )
  expect([units(full.m), units(full.r)]).toEqual([-123456789012345678n, 108123456n])
  expect(new Date(full.at).toISOString()).toBe('2026-06-30T23:59:59.123Z')
  expect(new Date(full.d).toISOString()).toBe('2026-06-30T00:00:00.000Z')
  expect(Object.values(missing.toJSON())).toEqual(Array(8).fill(null))
})

test('many rows come chunk by chunk, in their order', async () => {
  const table = await readBack(
    `select case when i % 3 > 0 then 'row ' || i end as t, i from range(5000) r(i) order by i`,
    { t: everyKind.t, i: everyKind.i },
  )
  expect(table.batches.length).toBeGreaterThan(2)
  const expected = Array.from({ length: 5000 }, (_, i) => (i % 3 > 0 ? `row ${i}` : null))
  expect([...(table.getChild('t') ?? [])]).toEqual(expected)
})

test('a table without rows still tells its columns', async () => {
  const table = await readBack(`select 'x' as t limit 0`, { t: everyKind.t })
  expect([table.numRows, table.schema.names]).toEqual([0, ['t']])
})

test('no text of a CSV file begins like a formula', async () => {
  const given = ['=1', '+1', '-1', '@a', '\t=1', '\r=1', '\n=1', '＝1', '＋1', '－1', '＠a', 'plain', 'a=1']
  const rows = await (await warehouse()).rows<{ cell: string }>(
    `select ${spreadsheetText('cell')} from (select unnest(from_json($1, '["VARCHAR"]')) as cell)`,
    [JSON.stringify(given)],
  )
  const harmless = given.map((cell) => (/^(plain|a=1)$/.test(cell) ? cell : `'${cell}`))
  expect(rows.map(({ cell }) => cell)).toEqual(harmless)
})
