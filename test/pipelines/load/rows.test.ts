import { expect, test } from 'vitest'
import { fxRates } from '../../../sources/feeds/fx_rates.ts'
import { orderLines } from '../../../sources/feeds/order_lines.ts'
import { orders } from '../../../sources/feeds/orders.ts'
import { trackingEvents } from '../../../sources/feeds/tracking_events.ts'
import { csv, fileAt, MadeInbox } from './made_inbox.ts'

const order = {
  order_id: 'o',
  customer_id: 'c1',
  ordered_at: '2024-05-01T10:00:00Z',
  channel: 'web',
  items_amount: '10',
  total_amount: '12',
  currency: '',
  ship_country: '',
  ship_latitude: '',
  ship_longitude: '',
  ip_address: '',
  promised_at: '',
}

/** Nineteen good orders, so that one bad row stays under the share that fails the file. */
const goodOrders = Array.from({ length: 19 }, (_, n) => ({ ...order, order_id: `good-${n}` }))

async function faultsOf(changed: Partial<typeof order>): Promise<unknown> {
  const inbox = await MadeInbox.open()
  await inbox.put('orders/a.csv', csv([...goodOrders, { ...order, ...changed }]))
  const report = await inbox.load([orders])
  expect(fileAt(report, 'orders/a.csv').rowsRead).toBe(20)
  const [quarantined] = await inbox.rows('select faults from ledger.quarantine')
  return quarantined?.faults ?? []
}

const money = 'is not a plain number with at most 4 decimals'
const time = 'is not a time in ISO 8601 such as 2024-05-31T14:05:00Z'

const cases: readonly [Partial<typeof order>, string[]][] = [
  [{ order_id: '' }, ['order_id is missing']],
  [{ total_amount: '1e5' }, [`total_amount ${money}`]],
  [{ total_amount: ' 1 ' }, [`total_amount ${money}`]],
  [{ total_amount: '1,000.00' }, [`total_amount ${money}`]],
  [{ total_amount: '1.00001' }, [`total_amount ${money}`]],
  [{ total_amount: 'NaN' }, [`total_amount ${money}`]],
  [{ total_amount: '١٢' }, [`total_amount ${money}`]],
  [{ total_amount: '-1' }, ['total_amount is below 0']],
  [{ total_amount: '99999999999999.9999' }, []],
  [{ total_amount: '100000000000000' }, [`total_amount ${money}`]],
  [{ total_amount: '1.50000000' }, []],
  [{ channel: 'Web' }, ['channel is none of web, app, store, marketplace, phone']],
  [{ ordered_at: '2024-02-30T10:00:00Z' }, [`ordered_at ${time}`]],
  [{ ordered_at: '2024-05-01T24:00:00Z' }, [`ordered_at ${time}`]],
  [{ ordered_at: '2016-12-31T23:59:60Z' }, [`ordered_at ${time}`]],
  [{ ordered_at: '2024-05-01' }, [`ordered_at ${time}`]],
  [{ ordered_at: '05/01/2024 10:00' }, [`ordered_at ${time}`]],
  [{ ordered_at: '2024-05-01T10:00:00.123456789+05:30' }, []],
  [{ ordered_at: '2024-05-01T10:00:00+24:00' }, [`ordered_at ${time}`]],
  [{ ordered_at: '2024-05-01T10:00:00+05:60' }, [`ordered_at ${time}`]],
  [{ ordered_at: '1999-12-31T23:59:59Z' }, ['ordered_at is before 2000-01-01']],
  [{ promised_at: '2999-01-01T00:00:00Z' }, ['promised_at is more than 400 days ahead']],
  [{ currency: 'euro' }, ['currency is not an ISO 4217 currency code such as EUR']],
  [{ ship_country: 'Germany' }, ['ship_country is not an ISO 3166-1 country code such as DE']],
  [{ ship_latitude: '1.5', ship_longitude: '-1E-05' }, []],
  [{ ship_latitude: '1.5' }, ['ship_latitude and ship_longitude come together']],
  [
    { ship_latitude: '91', ship_longitude: '181' },
    ['ship_latitude is above 90', 'ship_longitude is above 180'],
  ],
  [{ ip_address: 'x'.repeat(10_001) }, ['ip_address is longer than 10000 characters']],
  [{ ip_address: 'a\u0000b' }, ['ip_address holds a control character']],
  [{ ip_address: 'tab\tand\nnewline' }, []],
  [
    { customer_id: '', total_amount: 'x', channel: '?' },
    [
      'customer_id is missing',
      'channel is none of web, app, store, marketplace, phone',
      `total_amount ${money}`,
    ],
  ],
]

for (const [changed, faults] of cases) {
  const shown = JSON.stringify(changed).slice(0, 80)
  test(`${shown} ${faults.length > 0 ? `breaks: ${faults.join('; ')}` : 'is fine'}`, async () => {
    expect(await faultsOf(changed)).toEqual(faults)
  })
}

test('a bad row is kept whole, with its place and its file', async () => {
  const inbox = await MadeInbox.open()
  const bad = { ...order, order_id: 'bad', total_amount: 'ten', 'their own column': 'kept' }
  await inbox.put('orders/a.csv', csv([...goodOrders.slice(0, 7), bad, ...goodOrders.slice(7)]))
  await inbox.load([orders])
  const [quarantined] = await inbox.rows(
    'select feed, row_number, column_names, record from ledger.quarantine',
  )
  expect(quarantined).toMatchObject({ feed: 'orders', row_number: '8', column_names: ['total_amount'] })
  expect(JSON.parse(String(quarantined?.record))).toMatchObject({
    total_amount: 'ten',
    'their own column': 'kept',
    currency: null,
  })
  expect(await inbox.rows(`select row_number from raw.orders where order_id = 'good-7'`)).toEqual([
    { row_number: '9' },
  ])
})

test('a line with too few or too many cells is one bad row in its place', async () => {
  const inbox = await MadeInbox.open()
  const lines = csv(goodOrders).split('\n')
  lines.splice(3, 0, 'only,three,cells')
  lines.splice(6, 0, `${lines[4]},more,cells,than,the,header`)
  await inbox.put('orders/a.csv', lines.join('\n'))
  const report = await inbox.load([orders])
  expect(fileAt(report, 'orders/a.csv')).toMatchObject({ rowsRead: 21, rowsAccepted: 19, rowsQuarantined: 2 })
  const places = await inbox.rows('select order_id, row_number from raw.orders order by row_number limit 5')
  expect(places).toEqual([
    { order_id: 'good-0', row_number: '1' },
    { order_id: 'good-1', row_number: '2' },
    { order_id: 'good-2', row_number: '4' },
    { order_id: 'good-3', row_number: '5' },
    { order_id: 'good-4', row_number: '7' },
  ])
  expect(await inbox.rows('select row_number, faults from ledger.quarantine order by row_number')).toEqual([
    { row_number: '3', faults: ['the line has fewer cells than the header'] },
    { row_number: '6', faults: ['the line has more cells than the header'] },
  ])
  expect(await inbox.rows('select record from ledger.quarantine where row_number = 3')).toEqual([
    { record: '"only,three,cells"' },
  ])
})

test('a line that is no JSON object is one bad row', async () => {
  const inbox = await MadeInbox.open()
  const event = (n: number) =>
    JSON.stringify({
      carrier: 'ups',
      tracking_number: `t${n}`,
      occurred_at: '2024-05-01T10:00:00Z',
      status: 'delivered',
      latitude: 1.5,
      longitude: -1e-5,
    })
  const events = Array.from({ length: 28 }, (_, n) => event(n))
  await inbox.put('tracking_events/a.ndjson', [...events, '[1]', '{"carrier": ', ''].join('\n\n'))
  const report = await inbox.load([trackingEvents])
  expect(fileAt(report, 'tracking_events/a.ndjson')).toMatchObject({
    rowsRead: 30,
    rowsAccepted: 28,
    rowsQuarantined: 2,
  })
  expect(await inbox.rows('select row_number, faults, record from ledger.quarantine order by all')).toEqual([
    { row_number: '29', faults: ['the line is not a JSON object'], record: '[1]' },
    { row_number: '30', faults: ['the line is not a JSON object'], record: '"{\\"carrier\\": "' },
  ])
})

test('a file with more than a tenth bad rows fails whole', async () => {
  const inbox = await MadeInbox.open()
  const bad = { ...order, total_amount: '' }
  await inbox.put('orders/a.csv', csv([...goodOrders.slice(0, 17), bad, bad]))
  const report = await inbox.load([orders])
  expect(fileAt(report, 'orders/a.csv')).toMatchObject({
    outcome: 'failed',
    sentence:
      '2 of its 19 rows break the contract, more than 10%, so none was loaded; the first is row 18: total_amount is missing.',
    rowsRead: 0,
  })
  expect(await inbox.rows('select count(*) as n from raw.orders')).toEqual([{ n: '0' }])
  expect(await inbox.rows('select count(*) as n from ledger.quarantine')).toEqual([{ n: '0' }])
})

test('numbers are read as programs write floating point, where they are exact', async () => {
  const inbox = await MadeInbox.open()
  const rates = [0.000062, 6.2e-7, 1e-8, 0.5]
  const lines = rates.map((rate, n) => JSON.stringify({ day: `2024-05-0${n + 1}`, currency: 'VND', rate }))
  await inbox.put('fx_rates/a.ndjson', lines.join('\n'))
  await inbox.put('fx_rates/b.csv', csv([{ day: '2024-05-06', currency: 'VND', rate: '6.2e-05' }]))
  await inbox.put('fx_rates/c.csv', csv([{ day: '2024-05-07', currency: 'VND', rate: '6.2345e-05' }]))
  const line = { order_id: 'o', sku: 's', unit_price_amount: '1' }
  await inbox.put('order_lines/a.csv', csv([{ ...line, line_number: '1.0', quantity: '12.00' }]))
  await inbox.put('order_lines/b.csv', csv([{ ...line, line_number: '1.0', quantity: '1.5' }]))
  const report = await inbox.load([fxRates, orderLines])
  expect(await inbox.rows('select rate from raw.fx_rates order by day')).toEqual(
    ['0.00006200', '0.00000062', '0.00000001', '0.50000000', '0.00006200'].map((rate) => ({ rate })),
  )
  expect(await inbox.rows('select line_number, quantity from raw.order_lines')).toEqual([
    { line_number: '1', quantity: '12' },
  ])
  expect(fileAt(report, 'fx_rates/c.csv').sentence).toMatch(/rate is not a plain number with at most 8 dec/)
  expect(fileAt(report, 'order_lines/b.csv').sentence).toMatch(/quantity is not a whole number/)
})
