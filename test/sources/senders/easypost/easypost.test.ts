import { readFile } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carrierClaims } from '../../../../sources/feeds/carrier_claims.ts'
import { trackingEvents } from '../../../../sources/feeds/tracking_events.ts'
import { easypost } from '../../../../sources/senders/easypost/easypost.ts'
import { fileAt, MadeInbox } from '../../../pipelines/load/made_inbox.ts'
import { claim, detail, event, nowhere, shipment, tracker } from './documents.ts'

const recorded = (name: string) =>
  readFile(new URL(`../../../fixtures/easypost/${name}.json`, import.meta.url), 'utf8')

const lenient = { badRows: { share: 1, perFeed: {} } }
const load = (inbox: MadeInbox) =>
  inbox.load([trackingEvents, carrierClaims], { senders: [easypost], settings: lenient })

const newest = ({ name, key }: { name: string; key: readonly string[] }) =>
  `select * exclude (version_at, file_number, row_number) from raw.${name}
   qualify row_number() over (partition by ${key.join(', ')}
     order by version_at desc, file_number desc, row_number desc) = 1
   order by ${key.join(', ')}`

const held = 'select feed, faults from ledger.quarantine order by all'

/** What stands in the feeds after each list of documents was loaded as a file of its own. */
async function loaded(files: readonly (readonly object[])[]) {
  const inbox = await MadeInbox.open()
  for (const [place, documents] of files.entries()) {
    const path = `easypost/${place}.ndjson`
    await inbox.put(path, documents.map((each) => `${JSON.stringify(each)}\n`).join(''))
    expect(fileAt(await load(inbox), path).outcome).toBe('loaded')
  }
  const found = {
    events: await inbox.rows(newest(trackingEvents)),
    claims: await inbox.rows(newest(carrierClaims)),
    held: await inbox.rows(held),
  }
  await inbox.close()
  return found
}

const at = (text: string) => `2024-05-${text}`.replace('T', ' ').replace('Z', '')

describe('recorded answers', () => {
  const names = ['tracker', 'trackers', 'claims', 'claim', 'shipment']

  test('of test mode are kept and not mapped', async () => {
    const inbox = await MadeInbox.open()
    for (const name of names) await inbox.put(`easypost/${name}.json`, await recorded(name))
    await load(inbox)
    expect(await inbox.rows(held)).toEqual([])
    expect(await inbox.rows('select count(*)::int as n from raw.easypost_scans')).toEqual([{ n: 12 }])
    expect(await inbox.rows('select * from raw.tracking_events')).toEqual([])
    expect(await inbox.rows('select * from raw.carrier_claims')).toEqual([])
  })

  test('of production become scans and claims', async () => {
    const inbox = await MadeInbox.open()
    for (const name of names)
      await inbox.put(
        `easypost/${name}.json`,
        (await recorded(name)).replaceAll('"mode": "test"', '"mode": "production"'),
      )
    await load(inbox)
    expect(await inbox.rows(held)).toEqual([])
    const events = await inbox.rows(newest(trackingEvents))
    expect(events).toHaveLength(12)
    expect(events.at(-1)).toMatchObject({
      carrier: 'usps',
      tracking_number: 'EZ1000000001',
      occurred_at: '2024-07-01 04:43:32',
      status: 'label_created',
      facility: null,
      city: 'HOUSTON',
      region: 'TX',
      postal_code: '77063',
      detail: 'Shipping Label Created',
      weight_grams: null,
    })
    const claims = await inbox.rows(newest(carrierClaims))
    expect(claims).toHaveLength(6)
    expect(claims.find(({ shipment_id }) => shipment_id === '123')).toMatchObject({
      carrier_claim_id: 'clm_097fa3b9123a47be97ed25550552fe3e',
      type: 'damaged',
      filed_at: '2024-07-30 16:10:57',
      claimed_amount: '100.0000',
      decided_at: '2024-07-30 16:10:59',
      paid_amount: '0.0000',
      currency: 'USD',
    })
  })
})

describe('trackers', () => {
  test('an entry becomes a scan in the feed’s word, the finer word first', async () => {
    const words: [string, string | null, string][] = [
      ['pre_transit', 'status_update', 'label_created'],
      ['in_transit', 'received_at_origin_facility', 'arrived_at_facility'],
      ['in_transit', 'departed_facility', 'departed_facility'],
      ['in_transit', null, 'in_transit'],
      ['in_transit', 'in_transit', 'in_transit'],
      ['in_transit', 'transferred_to_destination_carrier', 'in_transit'],
      ['in_transit', 'missorted', 'exception'],
      ['IN_TRANSIT', 'Weather_Delay', 'exception'],
      ['out_for_delivery', 'out_for_delivery', 'out_for_delivery'],
      ['available_for_pickup', 'arrived_at_pickup_location', 'available_for_pickup'],
      ['failure', 'lost', 'lost'],
      ['failure', 'damaged', 'damaged'],
      ['failure', 'failure', 'exception'],
      ['return_to_sender', 'return', 'returning'],
      ['return_to_sender', 'arrived_at_facility', 'returning'],
      ['delivered', 'arrived_at_destination', 'delivered'],
    ]
    const entries = words.map(([status, finer], minute) =>
      detail(status, finer, `2024-05-02T08:${String(minute).padStart(2, '0')}:00Z`),
    )
    const { events } = await loaded([[tracker('9400', '2024-05-03T08:00:00Z', entries)]])
    expect(events.map(({ status }) => status)).toEqual(words.map(([, , word]) => word))
  })

  test('an unknown word is held, one that tells nothing is passed over', async () => {
    const { events, held } = await loaded([
      [
        tracker('9400', '2024-05-03T08:00:00Z', [
          detail('unknown', 'unknown', '2024-05-02T08:00:00Z'),
          detail('cancelled', 'cancelled', '2024-05-02T08:01:00Z'),
          detail('unknown', 'lost', '2024-05-02T08:02:00Z'),
          detail('teleported', 'status_update', '2024-05-02T08:03:00Z'),
        ]),
      ],
    ])
    expect(events).toMatchObject([{ status: 'lost' }])
    expect(held).toMatchObject([
      { feed: 'tracking_events', faults: [expect.stringContaining('status is none of')] },
    ])
  })

  test('the place of a scan in a facility is the facility; others have none', async () => {
    const { events } = await loaded([
      [
        tracker('9400', '2024-05-03T08:00:00Z', [
          detail('in_transit', 'arrived_at_facility', '2024-05-02T08:00:00Z'),
          detail('in_transit', 'arrived_at_facility', '2024-05-02T08:00:00Z', nowhere),
          detail('delivered', 'status_update', '2024-05-02T09:00:00-05:00'),
        ]),
      ],
    ])
    expect(events.map(({ facility, occurred_at }) => [facility, occurred_at])).toEqual([
      ['HOUSTON TX', at('02T08:00:00Z')],
      [null, at('02T08:00:00Z')],
      [null, at('02T14:00:00Z')],
    ])
    expect(events[0]).toMatchObject({ city: 'HOUSTON', region: 'TX', postal_code: '77001', country: 'US' })
  })

  const entries = [
    detail('pre_transit', 'label_created', '2024-05-01T08:00:00Z', nowhere),
    detail('in_transit', 'arrived_at_facility', '2024-05-02T08:00:00Z'),
    detail('delivered', 'status_update', '2024-05-03T08:00:00Z'),
  ]

  test('the name and the weight of the tracker go to its delivery and to what the carrier held', async () => {
    const { events } = await loaded([
      [tracker('9400', '2024-05-03T08:00:00Z', entries, { signed_by: 'A Example', weight: 16 })],
    ])
    expect(events.map(({ proof, signed_by, weight_grams }) => [proof, signed_by, weight_grams])).toEqual([
      [null, null, null],
      [null, null, 453.6],
      ['signature', 'A Example', 453.6],
    ])
  })

  test('that nobody had to sign is no signature', async () => {
    for (const signed_by of [
      'Signature not required',
      'SIGNATURE RELEASE ON FILE',
      'Left at front door',
      ' ',
    ]) {
      const { events } = await loaded([[tracker('9400', '2024-05-03T08:00:00Z', entries, { signed_by })]])
      expect(events.at(-1)).toMatchObject({ status: 'delivered', proof: null, signed_by: null })
    }
  })

  test('a list that is sent again and again brings what is new in it', async () => {
    const inbox = await MadeInbox.open()
    for (const [nth, length] of [1, 2, 3, 3].entries()) {
      const body = event(
        'tracker.updated',
        tracker('9400', `2024-05-0${nth + 1}T09:00:00Z`, entries.slice(0, length)),
      )
      await inbox.put(`easypost/${nth}.json`, JSON.stringify(body))
      await load(inbox)
    }
    expect(await inbox.rows('select status from raw.tracking_events order by occurred_at')).toEqual([
      { status: 'label_created' },
      { status: 'arrived_at_facility' },
      { status: 'delivered' },
    ])
  })

  test('without details, with none yet, and with entries that are not whole', async () => {
    const { events, held } = await loaded([
      [
        tracker('9400', '2024-05-03T08:00:00Z', undefined),
        tracker('9401', '2024-05-03T08:00:00Z', null),
        tracker('9402', '2024-05-03T08:00:00Z', []),
        tracker('9403', '2024-05-03T08:00:00Z', [
          detail('in_transit', null, null),
          detail('in_transit', null, '2024-05-02T08:00:00', { tracking_location: null }),
        ]),
        { trackers: [tracker('9404', '2024-05-03T08:00:00Z', entries)], has_more: true },
        { trackers: [], has_more: false },
      ],
    ])
    expect(events.map(({ tracking_number }) => tracking_number)).toEqual(['9403', '9404', '9404', '9404'])
    expect(events[0]).toMatchObject({ occurred_at: at('02T08:00:00Z'), city: null })
    expect(held).toEqual([{ feed: 'easypost_scans', faults: ['occurred_at is missing'] }])
  })
})

describe('claims', () => {
  test('are about the shipment as the shop calls it, whether it was told before or is told later', async () => {
    const { claims } = await loaded([
      [shipment('shp_1', 'S-1'), claim('clm_1', 'submitted')],
      [claim('clm_2', 'submitted', { shipment_id: 'shp_2', type: 'loss' })],
      [shipment('shp_2', 'S-2')],
      [claim('clm_3', 'submitted', { shipment_id: 'shp_3', type: 'theft' })],
      [claim('clm_4', 'submitted', { shipment_id: 'shp_1', reference: 'S-4' })],
      [claim('clm_5', 'submitted', { shipment_id: null })],
    ])
    expect(claims.map(({ shipment_id, type }) => [shipment_id, type])).toEqual([
      ['S-1', 'damaged'],
      ['S-2', 'lost'],
      ['shp_3', 'lost'],
      ['S-4', 'damaged'],
      ['9400', 'damaged'],
    ])
  })

  test('are decided once they are granted, refused or given up', async () => {
    const stands: [string, string | null, string | null, string | null][] = [
      ['submitted', null, null, null],
      ['in_review', null, null, null],
      ['needs_action', null, null, null],
      ['approved', '100.00', '100.0000', at('03T08:00:00Z')],
      ['approved_partial', '40.50', '40.5000', at('03T08:00:00Z')],
      ['rejected', null, '0.0000', at('03T08:00:00Z')],
      ['cancelled', null, '0.0000', at('03T08:00:00Z')],
    ]
    const { claims } = await loaded([
      stands.map(([status, approved_amount], nth) => claim(`clm_${nth}`, status, { approved_amount })),
    ])
    expect(claims.map(({ paid_amount, decided_at }) => [paid_amount, decided_at])).toEqual(
      stands.map(([, , paid, decided]) => [paid, decided]),
    )
    expect(claims[0]).toMatchObject({
      filed_at: at('01T08:00:00Z'),
      claimed_amount: '100.0000',
      currency: 'USD',
    })
  })

  test('of an unknown kind or state, and documents of other kinds, are held', async () => {
    const { claims, held } = await loaded([
      [
        claim('clm_1', 'submitted', { type: 'boredom' }),
        claim('clm_2', 'pondered'),
        event('batch.created', { id: 'batch_1', object: 'Batch' }),
        { error: { code: 'TRACKER.NOT_FOUND' } },
      ],
    ])
    expect(claims).toEqual([])
    expect(held.map(({ feed }) => feed)).toEqual([
      'carrier_claims',
      'easypost',
      'easypost',
      'easypost_claims',
    ])
  })
})

test('what is told in any order, over any files, comes to the same', async () => {
  const arrived = detail('in_transit', 'arrived_at_facility', '2024-05-02T08:00:00Z')
  const again = detail('in_transit', 'arrived_at_facility', '2024-05-02T08:00:00Z', { message: 'Sorted' })
  const delivered = detail('delivered', 'status_update', '2024-05-03T08:00:00Z')
  const told = [
    event('tracker.created', tracker('9400', '2024-05-01T09:00:00Z', [])),
    event('tracker.updated', tracker('9400', '2024-05-02T09:00:00Z', [arrived])),
    event(
      'tracker.updated',
      tracker('9400', '2024-05-03T09:00:00Z', [arrived, again, delivered], { weight: 16 }),
    ),
    tracker('9400', '2024-05-04T09:00:00Z', [again, arrived, delivered], {
      weight: 16,
      signed_by: 'A Example',
    }),
    { trackers: [tracker('9401', '2024-05-02T09:00:00Z', [arrived, arrived])], has_more: true },
    event('claim.submitted', claim('clm_1', 'submitted', { updated_at: '2024-05-02T08:00:00' })),
    event('claim.approved', claim('clm_1', 'approved', { approved_amount: '80.00' })),
    shipment('shp_1', 'S-1', { tracker: tracker('9402', '2024-05-02T09:00:00Z', [delivered]) }),
  ]
  const expected = await loaded([told])
  expect(expected.events).toHaveLength(4)
  expect(expected.claims).toMatchObject([{ shipment_id: 'S-1', paid_amount: '80.0000' }])
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
