import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Settings } from '../../../../models/settings.ts'
import { trackingEvents } from '../../../../sources/feeds/tracking_events.ts'
import { aftership } from '../../../../sources/senders/aftership/aftership.ts'
import { fileAt, MadeInbox } from '../../../pipelines/load/made_inbox.ts'
import { answer, checkpoint, newCheckpoint, tracking, webhook } from './documents.ts'

const load = (inbox: MadeInbox, settings: Partial<Settings> = {}) =>
  inbox.load([trackingEvents], {
    senders: [aftership],
    settings: { badRows: { share: 1, perFeed: {} }, ...settings },
  })

const newest = `select * exclude (version_at, file_number, row_number) from raw.tracking_events
  qualify row_number() over (partition by ${trackingEvents.key.join(', ')}
    order by version_at desc, file_number desc, row_number desc) = 1
  order by ${trackingEvents.key.join(', ')}`

const held = 'select feed, faults from ledger.quarantine order by all'

/** What stands in the feed after each list of documents was loaded as a file of its own. */
async function loaded(files: readonly (readonly object[])[]) {
  const inbox = await MadeInbox.open()
  for (const [place, documents] of files.entries()) {
    const path = `aftership/${place}.ndjson`
    await inbox.put(path, documents.map((each) => `${JSON.stringify(each)}\n`).join(''))
    expect(fileAt(await load(inbox), path).outcome).toBe('loaded')
  }
  const found = { events: await inbox.rows(newest), held: await inbox.rows(held) }
  await inbox.close()
  return found
}

test('recorded answers become scans', async () => {
  const inbox = await MadeInbox.open()
  for (const name of ['GetTrackingsResult', 'CreateTrackingResult']) {
    const recorded = new URL(`../../../fixtures/aftership/${name}.json`, import.meta.url)
    await inbox.put(`aftership/${name}.json`, await readFile(recorded))
  }
  await load(inbox)
  expect(await inbox.rows(held)).toEqual([])
  const events = await inbox.rows(`select * from (${newest}) where tracking_number = '1111111111111'`)
  expect(events.map(({ occurred_at, status, facility }) => [occurred_at, status, facility])).toEqual([
    ['2018-07-31 14:33:00', 'label_created', null],
    ['2018-07-31 20:47:00', 'picked_up', 'BROOKLYN, NY'],
    ['2018-07-31 21:51:00', 'arrived_at_facility', 'BROOKLYN, NY'],
    ['2018-08-01 00:29:29', 'departed_facility', 'BROOKLYN, NY'],
    ['2018-08-01 04:13:04', 'exception', null],
    ['2018-08-01 04:17:00', 'arrived_at_facility', 'KEASBEY, NJ'],
    ['2018-08-01 08:30:14', 'departed_facility', 'KEASBEY, NJ'],
    ['2018-08-01 10:29:00', 'departed_facility', 'DAYTON, NJ'],
    ['2018-08-01 10:31:00', 'arrived_at_facility', 'DAYTON, NJ'],
    ['2018-08-01 10:41:00', 'out_for_delivery', null],
    ['2018-08-01 17:19:47', 'delivered', null],
  ])
  expect(events.at(-1)).toMatchObject({ carrier: 'fedex', city: 'Deal', signed_by: null, proof: null })
})

test('a time without offset is read in the shop’s zone, and counted', async () => {
  const inbox = await MadeInbox.open()
  const recorded = new URL('../../../fixtures/aftership/UpdateTrackingResult.json', import.meta.url)
  await inbox.put('aftership/update.json', await readFile(recorded))
  const report = await load(inbox, { timeZone: 'America/New_York' })
  expect(report.timesWithoutOffset).toBe(11)
  expect((await inbox.rows(newest))[0]).toMatchObject({ occurred_at: '2018-07-31 18:33:00' })
})

test('the finer word goes before the word, and an unknown finer word is as the word', async () => {
  const words: [string, string | null, string][] = [
    ['InfoReceived', 'InfoReceived_001', 'label_created'],
    ['InTransit', 'InTransit_001', 'in_transit'],
    ['InTransit', 'InTransit_002', 'picked_up'],
    ['InTransit', 'InTransit_004', 'in_transit'],
    ['InTransit', 'InTransit_005', 'customs'],
    ['InTransit', 'InTransit_099', 'in_transit'],
    ['intransit', null, 'in_transit'],
    ['OutForDelivery', 'OutForDelivery_001', 'out_for_delivery'],
    ['AttemptFail', 'AttemptFail_002', 'delivery_attempted'],
    ['AvailableForPickup', 'AvailableForPickup_001', 'available_for_pickup'],
    ['Exception', 'Exception_004', 'exception'],
    ['Exception', 'Exception_010', 'returning'],
    ['Exception', 'Exception_011', 'returned_to_sender'],
    ['Exception', 'Exception_012', 'damaged'],
    ['Exception', 'Exception_013', 'lost'],
    ['Delivered', 'Delivered_002', 'delivered'],
  ]
  const listed = words.map(([tag, subtag], minute) =>
    checkpoint(tag, subtag, `2024-05-02T08:${String(minute).padStart(2, '0')}:00+00:00`),
  )
  const { events } = await loaded([[tracking('1', '2024-05-03T08:00:00+00:00', listed)]])
  expect(events.map(({ status }) => status)).toEqual(words.map(([, , word]) => word))
})

test('an unknown word is held, one that tells nothing is passed over, as are documents of other kinds', async () => {
  const { events, held } = await loaded([
    [
      tracking('1', '2024-05-03T08:00:00+00:00', [
        checkpoint('Pending', 'Pending_001', '2024-05-02T08:00:00+00:00'),
        checkpoint('Expired', 'Expired_001', '2024-05-02T08:01:00+00:00'),
        checkpoint('Teleported', null, '2024-05-02T08:02:00+00:00'),
        checkpoint('InTransit', null, null),
      ]),
      answer({ couriers: [] }),
    ],
  ])
  expect(events).toEqual([])
  expect(held).toMatchObject([
    { feed: 'aftership', faults: [expect.stringContaining('is no tracking of AfterShip')] },
    { feed: 'aftership_checkpoints', faults: ['occurred_at is missing'] },
    { feed: 'tracking_events', faults: [expect.stringContaining('status is none of')] },
  ])
})

test('names of all versions and all kinds of answer tell the same', async () => {
  const time = '2024-05-02T08:00:00+00:00'
  const old = tracking('1', time, [checkpoint('InTransit', 'InTransit_003', time)], {
    shipment_weight: 2,
    shipment_weight_unit: 'KG',
  })
  const recent = tracking('1', time, [newCheckpoint('InTransit', 'InTransit_003', time)], {
    shipment_weight: { unit: 'kg', value: 2 },
  })
  const place = {
    city: 'KEASBEY',
    region: 'NJ',
    postal_code: '08832',
    country: 'US',
    facility: 'KEASBEY, NJ',
  }
  for (const document of [
    old,
    answer({ tracking: old }),
    answer({ page: 1, trackings: [old] }),
    recent,
    answer(recent),
    answer({ pagination: { has_next_page: true }, trackings: [recent] }),
    webhook(recent),
  ])
    expect((await loaded([[document]])).events).toMatchObject([
      { carrier: 'fedex', tracking_number: '1', status: 'arrived_at_facility', weight_grams: 2000, ...place },
    ])
  expect((await loaded([[recent]])).events).toMatchObject([{ latitude: 40.52, longitude: -74.31 }])
  const last = answer({
    id: 'id-1',
    tracking_number: '1',
    slug: 'fedex',
    tag: 'InTransit',
    checkpoint: checkpoint('InTransit', 'InTransit_003', time),
  })
  expect((await loaded([[last]])).events).toMatchObject([{ status: 'arrived_at_facility', ...place }])
})

test('what is told in any order, over any files, comes to the same', async () => {
  const arrived = checkpoint('InTransit', 'InTransit_003', '2024-05-02T08:00:00+00:00')
  const again = { ...arrived, message: 'Sorted' }
  const signed = checkpoint('Delivered', 'Delivered_003', '2024-05-03T08:00:00+00:00')
  const delivered = { ...signed, subtag: 'Delivered_001' }
  const told = [
    webhook(tracking('1', '2024-05-01T09:00:00+00:00', [])),
    webhook(tracking('1', '2024-05-02T09:00:00+00:00', [arrived])),
    webhook(tracking('1', '2024-05-03T09:00:00+00:00', [arrived, again, delivered])),
    answer({
      tracking: tracking('1', '2024-05-04T09:00:00+00:00', [again, signed], { signed_by: 'A Example' }),
    }),
    answer({ trackings: [tracking('2', '2024-05-02T09:00:00+00:00', [arrived, arrived])] }),
    webhook(tracking('2', '2024-05-01T09:00:00+00:00', null, { signed_by: 'Not yet' })),
  ]
  const expected = await loaded([told])
  expect(expected.events).toMatchObject([
    { tracking_number: '1', detail: 'Scanned' },
    { tracking_number: '1', status: 'delivered', signed_by: 'A Example', proof: 'signature' },
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
