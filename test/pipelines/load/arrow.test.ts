import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as arrow from 'apache-arrow'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { landArrow } from '../../../pipelines/load/arrow/rows.ts'
import { arrowShape } from '../../../pipelines/load/arrow/shape.ts'
import { FileFault } from '../../../pipelines/load/failures.ts'
import { claims } from '../../../sources/feeds/claims.ts'
import { fileAt, MadeInbox } from './made_inbox.ts'

const fixture = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../../fixtures/arrow', name))
const damaged = 'It is not an Arrow file that can be read: it is damaged or cut short.'

test.each(['claims.arrow', 'claims.arrows'])('%s of another implementation loads exactly', async (name) => {
  const inbox = await MadeInbox.open()
  await inbox.put(`claims/${name}`, fixture(name))
  const report = await inbox.load([claims])
  expect(fileAt(report, `claims/${name}`)).toMatchObject({ outcome: 'loaded', rowsAccepted: 3 })
  expect(report.drift).toMatchObject([{ column: 'tags', kind: 'unknown' }])
  const moment = '2024-05-01 10:00:00.123456'
  const same = { claimed_at: moment, shipment_id: null, channel: null, chargeback_reason: null }
  expect(await inbox.rows('select * exclude (version_at, file_number) from raw.claims')).toEqual([
    {
      ...same,
      claim_id: 'c1',
      order_id: 'o1',
      line_number: '1',
      type: 'damaged',
      amount: '12345678901234.5678',
      currency: 'EUR',
      message: 'It said "fragile";\nand, yet',
      updated_at: moment,
      row_number: '1',
    },
    {
      ...same,
      claim_id: 'c2',
      order_id: 'an order with a long name',
      line_number: null,
      type: 'wrong_item',
      amount: '0.0001',
      currency: 'USD',
      message: 'ünï 日',
      updated_at: null,
      row_number: '2',
    },
    {
      ...same,
      claim_id: 'c3',
      order_id: 'o3',
      line_number: '3',
      type: 'damaged',
      amount: '7.0000',
      currency: 'GBP',
      message: null,
      updated_at: '2024-05-01 10:00:00',
      row_number: '3',
    },
  ])
})

/** Each column of a file with its type in the engine and its values. */
async function columnsOf(path: string): Promise<Record<string, unknown[]>> {
  const { warehouse } = await MadeInbox.open()
  const { shape } = await arrowShape(path)
  if ('fault' in shape) throw new Error(shape.fault)
  await landArrow(warehouse, 'landed', path, shape)
  const rows = await warehouse.rows('from landed')
  const described = await warehouse.rows<{ column_name: string; column_type: string }>('describe landed')
  return Object.fromEntries(
    described.map(({ column_name: name, column_type: type }) => [
      name,
      [type, ...rows.map((row) => row[name])],
    ]),
  )
}

test('every type comes to the engine as it is, or as a text that says it exactly', async () => {
  const texts = ['string', 'large_string', 'string_view', 'binary', 'binary_view']
  const columns = await columnsOf(join(import.meta.dirname, '../../fixtures/arrow/every_type.arrow'))
  for (const name of texts) expect([name, columns[name]?.slice(0, 3)]).toEqual([name, ['VARCHAR', 'a', null]])
  const {
    string,
    large_string: large,
    string_view: view,
    binary,
    binary_view: binaryView,
    ...others
  } = columns
  expect([string, large, view, binary, binaryView].map((column) => column?.at(-1))).toEqual([
    'ünï日',
    'b',
    'longer than twelve bytes: ü',
    'ü',
    'longer than twelve bytes',
  ])
  expect(others).toEqual({
    int8: ['TINYINT', 1, null, -3],
    uint8: ['UTINYINT', 1, null, 255],
    int16: ['SMALLINT', 1, null, -3],
    uint16: ['USMALLINT', 1, null, 65535],
    int32: ['INTEGER', 1, null, -3],
    uint32: ['UINTEGER', 1, null, 4294967295],
    int64: ['BIGINT', '1', null, '-9007199254740993'],
    uint64: ['UBIGINT', '1', null, '18446744073709551615'],
    half: ['FLOAT', 1.5, null, -3],
    float: ['FLOAT', 1.5, null, -3],
    double: ['DOUBLE', 1.5, null, 0.1],
    bool: ['BOOLEAN', true, null, false],
    null: ['VARCHAR', null, null, null],
    fixed: ['VARCHAR', '6162', null, 'ff00'],
    decimal32: ['DECIMAL(9,2)', '1.25', null, '-3.10'],
    decimal64: ['DECIMAL(18,2)', '1.25', null, '-3.10'],
    decimal128: ['DECIMAL(38,4)', '12345678901234.5678', null, '-3.1000'],
    decimal256: ['VARCHAR', '12345678901234.5678', null, '-3.1000'],
    decimal_tens: ['VARCHAR', '1200', null, '-300'],
    date32: ['DATE', '2024-05-31', null, '1969-12-31'],
    date64: ['VARCHAR', '2024-05-31', null, '1969-12-31'],
    clock_s: ['TIMESTAMP_S', '2024-05-01 10:00:00', null, '1969-12-31 23:59:59'],
    clock_ms: ['TIMESTAMP_MS', '2024-05-01 10:00:00', null, '1969-12-31 23:59:59.999'],
    clock_us: ['TIMESTAMP', '2024-05-01 10:00:00', null, '1969-12-31 23:59:59.999999'],
    clock_ns: ['TIMESTAMP_NS', '2024-05-01 10:00:00', null, '1969-12-31 23:59:59.999999999'],
    moment_s: ['TIMESTAMP WITH TIME ZONE', '2024-05-01 10:00:00+00', null, '1969-12-31 23:59:59+00'],
    moment_ms: ['TIMESTAMP WITH TIME ZONE', '2024-05-01 10:00:00+00', null, '1969-12-31 23:59:59.999+00'],
    moment_us: ['TIMESTAMP WITH TIME ZONE', '2024-05-01 10:00:00+00', null, '1969-12-31 23:59:59.999999+00'],
    moment_ns: ['TIMESTAMP WITH TIME ZONE', '2024-05-01 10:00:00+00', null, '1969-12-31 23:59:59.999999+00'],
    beyond: ['TIMESTAMP WITH TIME ZONE', 'infinity', null, '-infinity'],
    time: ['VARCHAR', '3723000000', null, '14400000000'],
    duration: ['VARCHAR', '1', null, '3'],
    dictionary: ['VARCHAR', 'x', null, 'y'],
    list: ['VARCHAR', '[1,2]', null, '[]'],
    fixed_list: ['VARCHAR', '[1,2]', null, '[3,null]'],
    struct: ['VARCHAR', '{"a":1152921504606846976,"b":1.50}', null, '{"a":null,"b":null}'],
    map: ['VARCHAR', '{"k":1}', null, '{}'],
  })
})

const utf8 = new arrow.Utf8()
const claim = {
  claim_id: arrow.vectorFromArray(['c1'], utf8),
  order_id: arrow.vectorFromArray(['o1'], utf8),
  claimed_at: arrow.vectorFromArray(['2024-05-01T10:00:00Z'], utf8),
  type: arrow.vectorFromArray(['damaged'], utf8),
  amount: arrow.vectorFromArray([1.5], new arrow.Float64()),
}
const ipc = (columns: Record<string, arrow.Vector>, form: 'file' | 'stream') =>
  Buffer.from(arrow.tableToIPC(new arrow.Table(columns), form))
const stream = ipc(claim, 'stream')
const file = ipc(claim, 'file')

test.each<[string, Buffer, string]>([
  ['text.arrow', Buffer.from('claim_id,order_id\nc1,o1\n'), damaged],
  ['few bytes.arrow', Buffer.from('AR'), damaged],
  ['only the magic word.arrow', Buffer.from('ARROW1\0\0'), damaged],
  ['cut file.arrow', file.subarray(0, -1), damaged],
  ['cut stream.arrow', stream.subarray(0, stream.length / 2), damaged],
  ['without its end.arrow', stream.subarray(0, -8), damaged],
  ['no schema.arrow', stream.subarray(-8), 'It does not begin with a schema, so it is no Arrow file.'],
  [
    'two streams.arrow',
    Buffer.concat([stream, stream]),
    'It goes on after its end: send each stream as a file of its own.',
  ],
  [
    'lz4.arrow',
    fixture('lz4.arrow'),
    'Its batches are compressed, which cannot be read: write it without compression, or as Parquet.',
  ],
  [
    'zstd.arrow',
    fixture('zstd.arrow'),
    'Its batches are compressed, which cannot be read: write it without compression, or as Parquet.',
  ],
  [
    'list view.arrow',
    fixture('list_view.arrow'),
    'It has a column of a kind that cannot be read: write it as Parquet.',
  ],
  [
    'bytes.arrow',
    ipc({ ...claim, message: arrow.vectorFromArray([Buffer.from([0xe9])], new arrow.Binary()) }, 'file'),
    'Its column message holds bytes that are not text in UTF-8.',
  ],
  [
    'lacking.arrow',
    ipc({ claim_id: claim.claim_id }, 'file'),
    expect.stringContaining('lacks the required columns'),
  ],
  ['strange.arrow', ipc({ colour: claim.claim_id }, 'stream'), 'None of its columns is known.'],
  ['twice.arrow', ipc({ ...claim, Claim_ID: claim.claim_id }, 'stream'), 'It has the column claim_id twice.'],
])('%s fails alone with a sentence', async (name, bytes, sentence) => {
  const inbox = await MadeInbox.open()
  await inbox.put(`claims/${name}`, bytes)
  await inbox.put('claims/z good.arrow', stream)
  const report = await inbox.load([claims])
  expect(fileAt(report, `claims/${name}`)).toMatchObject({ outcome: 'failed', sentence, rowsRead: 0 })
  expect(fileAt(report, 'claims/z good.arrow').rowsAccepted).toBe(1)
})

test('a file of many small columns that would take more room than the settings allow is refused', async () => {
  const inbox = await MadeInbox.open()
  const rows = arrow.vectorFromArray(Array(1_000).fill(null), new arrow.Null())
  await inbox.put('claims/bomb.arrow', ipc({ ...claim, colour: rows }, 'file'))
  const report = await inbox.load([claims], { settings: { mostUnpackedBytes: 5_999 } })
  expect(fileAt(report, 'claims/bomb.arrow').sentence).toContain('It unpacks to more than 5,999 bytes')
})

test('what the contract cannot hold exactly is refused, and kept whole', async () => {
  const inbox = await MadeInbox.open()
  const many = <T>(make: (n: number) => T) => Array.from({ length: 20 }, (_, n) => make(n))
  const tenThousandths = new arrow.Decimal(5, 20, 128)
  const columns = {
    claim_id: arrow.vectorFromArray(
      many((n) => `c${n}`),
      utf8,
    ),
    order_id: arrow.vectorFromArray(many(String), utf8),
    claimed_at: arrow.vectorFromArray(
      many(() => 1_714_557_600_000),
      new arrow.TimestampMillisecond('UTC'),
    ),
    type: arrow.vectorFromArray(
      many(() => 'damaged'),
      utf8,
    ),
    amount: arrow.vectorFromArray(
      many((n) => Uint32Array.of(n === 7 ? 150_001 : 150_000, 0, 0, 0)),
      tenThousandths,
    ),
    'their own.name': arrow.vectorFromArray(many(BigInt), new arrow.Int64()),
  }
  await inbox.put('claims/a.arrow', ipc(columns, 'file'))
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/a.arrow')).toMatchObject({ rowsAccepted: 19, rowsQuarantined: 1 })
  const [held] = await inbox.rows('select row_number, faults, record from ledger.quarantine')
  expect(held).toMatchObject({
    row_number: '8',
    faults: ['amount is not a plain number with at most 4 decimals'],
  })
  expect(JSON.parse(String(held?.record))).toMatchObject({ amount: '1.50001', 'their own.name': 7 })
})

test('law: a file that is cut anywhere is never read as a shorter one', async () => {
  const { path } = await MadeInbox.open()
  for (const whole of [fixture('claims.arrow'), fixture('claims.arrows')])
    for (let bytes = 0; bytes < whole.length; bytes += 7) {
      await writeFile(join(path, 'cut.arrow'), whole.subarray(0, bytes))
      expect((await arrowShape(join(path, 'cut.arrow'))).shape).toHaveProperty('fault')
    }
})

test('law: a file with damaged bytes is read or refused, and nothing else happens', async () => {
  const { path, warehouse } = await MadeInbox.open()
  const damagedFile = join(path, 'damaged.arrow')
  const damage = fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { minLength: 1, maxLength: 4 })
  const whole = fc.constantFrom('claims.arrow', 'claims.arrows', 'every_type.arrow').map(fixture)
  await fc.assert(
    fc.asyncProperty(whole, damage, async (bytes, changes) => {
      for (const [place, byte] of changes) bytes[place % bytes.length] = byte
      await writeFile(damagedFile, bytes)
      const { shape, rows } = await arrowShape(damagedFile)
      // The contract and the settings have refused these by now.
      if ('fault' in shape || shape.columns.length === 0 || rows > 1_000) return
      const columns = shape.columns.map((_, nth) => `column ${nth}`)
      const fault = await landArrow(warehouse, 'landed', damagedFile, { ...shape, columns }).catch(
        (fault) => fault,
      )
      if (fault !== undefined) expect(fault).toBeInstanceOf(FileFault)
    }),
    { numRuns: 500 },
  )
})
