import fc from 'fast-check'
import { expect, test } from 'vitest'
import { trackingEvents } from '../../../sources/feeds/tracking_events.ts'
import { easyship } from '../../../sources/senders/easyship/easyship.ts'
import { fileAt, MadeInbox } from '../../pipelines/load/made_inbox.ts'

const checkpoint = (primary_status: string, checkpoint_time: unknown, more: object = {}) => ({
  order_number: 102,
  handler: 'Usps',
  message: 'Arrived at Regional Facility',
  location: 'AUSTIN, TX, 78701, USA',
  city: 'AUSTIN',
  country_name: 'United States',
  country_iso3: 'USA',
  state: 'TX',
  postal_code: '78701',
  checkpoint_time,
  primary_status,
  ...more,
})

const shipment = (tracking_number: string, checkpoints: unknown, more: object = {}) => ({
  easyship_shipment_id: 'ESUS1',
  platform_order_number: '#100001',
  status: 'Delivered',
  tracking_number,
  checkpoints,
  ...more,
})

const event = (data: object, event_type = 'shipment.tracking.checkpoints.created') => ({
  event_type,
  resource_type: 'shipment',
  resource_id: 'ESUS1',
  data,
})

/** What stands in the feed after each list of documents was loaded as a file of its own. */
async function loaded(files: readonly (readonly object[])[]) {
  const inbox = await MadeInbox.open()
  for (const [place, documents] of files.entries()) {
    const path = `easyship/${place}.ndjson`
    await inbox.put(path, documents.map((each) => `${JSON.stringify(each)}\n`).join(''))
    const report = await inbox.load([trackingEvents], {
      senders: [easyship],
      settings: { badRows: { share: 1, perFeed: {} } },
    })
    expect(fileAt(report, path).outcome).toBe('loaded')
  }
  const events = await inbox.rows(
    `select * exclude (version_at, file_number, row_number) from raw.tracking_events
     qualify row_number() over (partition by ${trackingEvents.key.join(', ')}
       order by version_at desc, file_number desc, row_number desc) = 1
     order by ${trackingEvents.key.join(', ')}`,
  )
  const held = await inbox.rows('select feed, faults from ledger.quarantine order by all')
  await inbox.close()
  return { events, held }
}

test('checkpoints become scans, in the words and names of both versions', async () => {
  const words = {
    'Tracking Information Received': 'label_created',
    'In Transit to Customer': 'in_transit',
    'Out For Delivery': 'out_for_delivery',
    Exception: 'exception',
    Delivered: 'delivered',
  }
  const listed = Object.keys(words).map((word, hour) => checkpoint(word, `2025-01-01T1${hour}:00:00.000Z`))
  const { data, ...rest } = event(shipment('1', listed))
  for (const document of [
    { ...rest, data },
    { ...rest, tracking_status: data },
  ]) {
    const { events } = await loaded([[document]])
    expect(events.map(({ status }) => status)).toEqual(Object.values(words))
    expect(events[0]).toMatchObject({
      carrier: 'usps',
      tracking_number: '1',
      occurred_at: '2025-01-01 10:00:00',
      facility: null,
      city: 'AUSTIN',
      region: 'TX',
      postal_code: '78701',
      country: 'US',
      detail: 'Arrived at Regional Facility',
    })
  }
})

test('what tells nothing is passed over, and what cannot be read is held', async () => {
  const time = '2025-01-01T12:00:00.000Z'
  const { events, held } = await loaded([
    [
      event(
        shipment('1', [
          checkpoint('Pending Tracking Event', time),
          checkpoint('Cancelled, Pending Refund', time),
          checkpoint('Teleported', time),
          checkpoint('Delivered', null),
        ]),
      ),
      event(shipment('2', {})),
      event(shipment('3', undefined), 'shipment.tracking.status.changed'),
      event(shipment('12345', [checkpoint('Delivered', time)], { easyship_shipment_id: 'ESTEST00000' })),
      event({ label_url: null }, 'shipment.label.created'),
    ],
  ])
  expect(events).toEqual([])
  expect(held).toMatchObject([
    { feed: 'easyship', faults: ['the document is no tracking event of Easyship'] },
    { feed: 'easyship_checkpoints', faults: ['occurred_at is missing'] },
    { feed: 'tracking_events', faults: [expect.stringContaining('status is none of')] },
  ])
})

test('what is told in any order, over any files, comes to the same', async () => {
  const arrived = checkpoint('In Transit to Customer', '2025-01-01T12:00:00.000Z')
  const sorted = { ...arrived, message: 'Sorted', city: null }
  const delivered = checkpoint('Delivered', '2025-01-02T12:00:00.000Z')
  const told = [
    event(shipment('1', [arrived])),
    event(shipment('1', [arrived, sorted])),
    event(shipment('1', [sorted, arrived, delivered])),
    event(shipment('2', [delivered, delivered])),
  ]
  const expected = await loaded([told])
  expect(expected.events).toMatchObject([
    { city: 'AUSTIN' },
    { status: 'delivered' },
    { tracking_number: '2' },
  ])
  const order = fc.shuffledSubarray(told, { minLength: told.length })
  const cuts = fc.array(fc.nat({ max: told.length }), { maxLength: 2 })
  await fc.assert(
    fc.asyncProperty(order, cuts, async (shuffled, places) => {
      const ends = [...places.sort((one, other) => one - other), told.length]
      const files = ends.map((end, nth) => shuffled.slice(nth === 0 ? 0 : ends[nth - 1], end))
      expect(await loaded(files.filter(({ length }) => length > 0))).toEqual(expected)
    }),
    { numRuns: 8 },
  )
})
