import { expect, test } from 'vitest'
import { returns } from '../../../sources/feeds/returns.ts'
import { shipments } from '../../../sources/feeds/shipments.ts'
import { trackingEvents } from '../../../sources/feeds/tracking_events.ts'
import { csv, MadeInbox } from './made_inbox.ts'

const feeds = [trackingEvents, shipments, returns]
const parcel = { carrier: 'ups', tracking_number: '1' }
const scan = { ...parcel, occurred_at: '2024-05-01T10:00:00Z', status: 'in_transit' }
const shipment = { ...parcel, shipment_id: 's1', order_id: 'o1' }
const coming = {
  ...parcel,
  return_id: 'r1',
  order_id: 'o1',
  requested_at: '2024-05-01T10:00:00Z',
  method: 'mail',
}

const waitingScans = async (inbox: MadeInbox) =>
  (await inbox.load(feeds)).waiting.filter(({ feed }) => feed === 'tracking_events')

test('a scan waits for its parcel, which goes out or comes back', async () => {
  const inbox = await MadeInbox.open()
  const scans = ['1', '2', '3'].map((tracking_number) => ({ ...scan, tracking_number }))
  await inbox.put('tracking_events/a.csv', csv([...scans, { ...scan, carrier: 'dhl' }]))
  const waiting = {
    feed: 'tracking_events',
    column: 'carrier, tracking_number',
    refersTo: 'shipments or returns',
  }
  expect(await waitingScans(inbox)).toEqual([{ ...waiting, rows: 4 }])
  await inbox.put('shipments/a.csv', csv([shipment]))
  expect(await waitingScans(inbox)).toEqual([{ ...waiting, rows: 3 }])
  await inbox.put('returns/a.csv', csv([{ ...coming, tracking_number: '2' }]))
  expect(await waitingScans(inbox)).toEqual([{ ...waiting, rows: 2 }])
  // With nothing new the count is the one that was kept.
  await inbox.warehouse.run(`update ledger.waiting set rows = 7 where feed = 'tracking_events'`)
  expect(await waitingScans(inbox)).toEqual([{ ...waiting, rows: 7 }])
})

test('what a retry brings is counted', async () => {
  const inbox = await MadeInbox.open()
  await inbox.put('tracking_events/a.csv', csv([scan]))
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 1 }])
  await inbox.warehouse.run(
    `insert into raw.shipments by name select 'ups' as carrier, '1' as tracking_number, 's1' as shipment_id,
       'o1' as order_id, now()::timestamp as version_at, 0 as file_number, 1 as row_number`,
  )
  const retry = (number: number, landed: number) =>
    inbox.warehouse.run(
      `insert into ledger.retries values (${number}, 'run', now()::timestamp, 'shipments', 1, 1, 0, 0, ${landed})`,
    )
  await retry(1, 0)
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 1 }])
  await retry(2, 1)
  expect(await waitingScans(inbox)).toEqual([])
})

test('rows that wait are found in every file from the first that has one, and in files of old after a retry', async () => {
  const inbox = await MadeInbox.open()
  const scanOf = (tracking_number: string) => csv([{ ...scan, tracking_number }])
  const shipped = (tracking_number: string) =>
    csv([{ ...shipment, tracking_number, shipment_id: tracking_number }])
  await inbox.put('tracking_events/a.csv', scanOf('1'))
  await inbox.put('shipments/a.csv', shipped('1'))
  expect(await waitingScans(inbox)).toEqual([])
  await inbox.put('tracking_events/b.csv', scanOf('2'))
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 1 }])
  await inbox.put('tracking_events/c.csv', scanOf('3'))
  await inbox.put('tracking_events/d.csv', scanOf('4'))
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 3 }])
  await inbox.put('shipments/d.csv', shipped('3'))
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 2 }])
  await inbox.put('shipments/e.csv', shipped('2'))
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 1 }])

  await inbox.warehouse.run(
    `insert into raw.tracking_events by name
     select * replace ('5' as tracking_number) from raw.tracking_events where tracking_number = '1'`,
  )
  await inbox.warehouse.run(
    `insert into ledger.retries values (1, 'run', now()::timestamp, 'tracking_events', 1, 1, 0, 0, 1)`,
  )
  expect(await waitingScans(inbox)).toMatchObject([{ rows: 2 }])
})
