import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { claims } from '../../../sources/feeds/claims.ts'
import { fxRates } from '../../../sources/feeds/fx_rates.ts'
import { fileAt, MadeInbox } from './made_inbox.ts'

const claim = (n: number, more = '') =>
  `{"claim_id": "c${n}", "order_id": "o", "claimed_at": "2024-05-01T10:00:00Z", "type": "damaged", "amount": 1.50${more}}`
const three = [1, 2, 3].map((n) => claim(n))
const spread = three.map((record) =>
  record.replaceAll(', ', ',\r\n    ').replace('{', '{\n    ').replace('}', '\n  }'),
)

const files: Record<string, string | Buffer> = {
  'one line.json': `[${three.join(',')}]`,
  'lines.json': `[\n${three.join(',\n')}\n]\n`,
  'pretty.json': `[\n  ${spread.join(',\n  ')}\n]\n`,
  'after a mark.json': `\ufeff [ ${spread.join(' , ')} ] `,
  'packed.json.gz': gzipSync(`[${spread.join(',')}]`),
  'array.ndjson': `[${spread.join(',')}]`,
  'array.jsonl.gz': gzipSync(`[\n${three.join(',\n')}\n]`),
  'objects one after another.json': spread.join('\n'),
  'objects without space.json': spread.join(''),
  'as ndjson.json': three.join('\n'),
  'usual.ndjson': three.join('\n'),
}

test.each(Object.entries(files))('%s holds three records', async (name, content) => {
  const inbox = await MadeInbox.open()
  await inbox.put(`claims/${name}`, content)
  const report = await inbox.load([claims])
  expect(fileAt(report, `claims/${name}`)).toMatchObject({ outcome: 'loaded', rowsRead: 3, rowsAccepted: 3 })
  expect(await inbox.rows('select claim_id, amount, row_number from raw.claims order by 1')).toEqual(
    [1, 2, 3].map((n) => ({ claim_id: `c${n}`, amount: '1.5000', row_number: String(n) })),
  )
})

test('a file may hold one object, or an array of none', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/one.json', spread[0] ?? '')
  await inbox.put('claims/none.json', ' [ ]\n')
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/one.json')).toMatchObject({ outcome: 'loaded', rowsAccepted: 1 })
  expect(fileAt(report, 'claims/none.json')).toMatchObject({ outcome: 'loaded', rowsRead: 0 })
})

test.each([
  ['cut within a record', `[${three.join(',')}`.slice(0, -20)],
  ['cut within a text', `[${three.join(',')}`.slice(0, -70)],
  ['cut after a record', `[${three.join(',')}`],
  ['cut after a comma', `[${three.join(',')},\n`],
  ['an object that is cut', `${spread[0]}`.slice(0, -3)],
])('%s: the file fails alone', async (_, content) => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/cut.json', content)
  await inbox.put('claims/good.json', claim(9))
  const report = await inbox.load([claims])
  expect(fileAt(report, 'claims/cut.json')).toMatchObject({
    outcome: 'failed',
    sentence: 'Its JSON is cut short: a text, a record or the array has no end.',
  })
  expect(fileAt(report, 'claims/good.json').rowsAccepted).toBe(1)
})

test('what follows an array is no part of it', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('claims/a.json', `[${three[0]}]\n[${three[1]}]`)
  expect(fileAt(await inbox.load([claims]), 'claims/a.json').sentence).toBe(
    'Its JSON goes on after the array.',
  )
})

test('a record that cannot be read costs itself, in an array too, and is kept as it was sent', async () => {
  const bad = {
    'half a character': claim(90).replace('"o"', '"\\ud83d"'),
    'a wrong word': claim(91, ', "line_number": tru'),
    'no object': '["c92"]',
    'a name given twice': claim(93, ', "claim_id": "other"'),
    'a name given twice in two cases': claim(94, ', "Claim_ID": "other"'),
    'a control character': claim(95, ', "message": "a\\u0000b"'),
  }
  const good = Array.from({ length: 60 }, (_, n) => claim(n))
  const records = [...good, ...Object.values(bad)]
  const kept: unknown[] = []
  for (const [name, content] of [
    ['a.ndjson', records.join('\n')],
    ['a.json', `[\n  ${records.join(',\n  ')}\n]`],
  ] as const) {
    const inbox = await MadeInbox.open()
    await inbox.put(`claims/${name}`, content)
    const report = await inbox.load([claims])
    expect(fileAt(report, `claims/${name}`)).toMatchObject({ rowsAccepted: 60, rowsQuarantined: 6 })
    kept.push(
      await inbox.rows('select row_number, faults, record from ledger.quarantine order by row_number'),
    )
  }
  const held = (record: string, sentence: string, nth: number) => ({
    row_number: String(61 + nth),
    faults: [sentence],
    record,
  })
  const records_ = Object.values(bad)
  const expected = [
    held(JSON.stringify(records_[0]), 'the line is not a JSON object', 0),
    held(JSON.stringify(records_[1]), 'the line is not a JSON object', 1),
    held(records_[2] ?? '', 'the line is not a JSON object', 2),
    held(records_[3] ?? '', 'the line names a column twice', 3),
    held(records_[4] ?? '', 'the line names a column twice', 4),
    held(records_[5] ?? '', 'message holds a control character', 5),
  ]
  expect(kept).toEqual([expected, expected])
})

test('numbers arrive as they were sent, never through floating point', async () => {
  const inbox = await MadeInbox.open()
  const with_ = (n: number, amount: string, message: string) =>
    claim(n, `, "message": ${message}`).replace('1.50', amount)
  await inbox.put(
    'claims/a.ndjson',
    [
      with_(1, '12345678901234.5678', '1.10'),
      with_(2, '99999999999999.9999', '123456789012345678901234567890'),
      with_(3, '0.10000000000000000000', '"12345678901234.5678 : 5, \\"amount\\": 7"'),
      with_(4, '1E+2', '1e5'),
      with_(5, '"12345678901234.5678"', '0.1000000000000000055511151231257827'),
      with_(6, '12345678901234.56780', '-0.0'),
    ].join('\n'),
  )
  await inbox.load([claims])
  expect(await inbox.rows('select amount, message from raw.claims order by claim_id')).toEqual([
    { amount: '12345678901234.5678', message: '1.10' },
    { amount: '99999999999999.9999', message: '123456789012345678901234567890' },
    { amount: '0.1000', message: '12345678901234.5678 : 5, "amount": 7' },
    { amount: '100.0000', message: '1e5' },
    { amount: '12345678901234.5678', message: '0.1000000000000000055511151231257827' },
    { amount: '12345678901234.5678', message: '-0.0' },
  ])
})

test('a number within a nested value stays a number, whatever its name', async () => {
  const inbox = await MadeInbox.open()
  const nested = ['{"message":1.5}', '[{"message":2.5,"amount":1234567890123456.5}]', '"{\\"message\\":3.5}"']
  await inbox.put('claims/a.ndjson', nested.map((value, n) => claim(n, `, "message": ${value}`)).join('\n'))
  await inbox.load([claims])
  expect(await inbox.rows('select message from raw.claims order by claim_id')).toEqual([
    { message: '{"message":1.5}' },
    { message: '[{"message":2.5,"amount":1234567890123456.5}]' },
    { message: '{"message":3.5}' },
  ])
})

test('NaN and Infinity are no JSON, unless they stand in a text', async () => {
  const inbox = await MadeInbox.open()
  const messages = ['NaN', '[1, -Infinity]', '{"a": nan}', '"it said: NaN"', '"\\"a\\":inf"', '"ok"']
  const lines = messages.map((message, n) => claim(n, `, "message": ${message}`))
  await inbox.put('claims/a.ndjson', lines.join('\n'))
  const settings = { badRows: { share: 1, perFeed: {} } }
  const report = await inbox.load([claims], { settings })
  expect(fileAt(report, 'claims/a.ndjson')).toMatchObject({ rowsAccepted: 3, rowsQuarantined: 3 })
  expect(await inbox.rows('select row_number, faults, record from ledger.quarantine order by 1')).toEqual(
    [0, 1, 2].map((n) => ({
      row_number: String(n + 1),
      faults: ['the line is not a JSON object'],
      record: JSON.stringify(lines[n]),
    })),
  )
})

test('a number with more places than its column holds is refused, however it rounds', async () => {
  const inbox = await MadeInbox.open()
  const rate = (day: number, rate: string) => `{"day": "2024-05-${day}", "currency": "EUR", "rate": ${rate}}`
  const good = Array.from({ length: 19 }, (_, n) => rate(10 + n, '1.0000000000000000000000'))
  await inbox.put('fx_rates/a.json', `[${[...good, rate(30, '1.00000000000000000001')].join(',')}]`)
  const report = await inbox.load([fxRates])
  expect(fileAt(report, 'fx_rates/a.json')).toMatchObject({ rowsAccepted: 19, rowsQuarantined: 1 })
  expect(await inbox.rows('select record from ledger.quarantine')).toEqual([
    { record: rate(30, '1.00000000000000000001') },
  ])
})

test('names may be written in any case, and nested values are their JSON', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put(
    'claims/a.ndjson',
    `${claim(1).replace('"claim_id"', '"CLAIM_ID"').replace('"amount"', '" Amount"')}\n${claim(2, ', "message": {"said": ["it", 1.5]}')}`,
  )
  await inbox.load([claims])
  expect(await inbox.rows('select claim_id, amount, message from raw.claims order by 1')).toEqual([
    { claim_id: 'c1', amount: '1.5000', message: null },
    { claim_id: 'c2', amount: '1.5000', message: '{"said":["it",1.5]}' },
  ])
})

test('every name of a file is looked at, not only those in its first lines', async () => {
  const inbox = await MadeInbox.open()
  const lines = Array.from({ length: 5_000 }, (_, n) => claim(n, n === 4_321 ? ', "colour": "red"' : ''))
  await inbox.put('claims/a.ndjson', lines.join('\n'))
  await inbox.put('claims/b.json', `[${claim(6_000, ', "size": 5')}]`)
  const { drift } = await inbox.load([claims])
  expect(drift.filter(({ kind }) => kind === 'unknown').map(({ column }) => column)).toEqual([
    'colour',
    'size',
  ])
})
