import { describe, expect, test } from 'vitest'
import { deliveries } from '../../../models/marts/deliveries.ts'
import { given } from '../given.ts'

const ordered = { ordered_at: '2026-01-01 10:00', promised_at: '2026-01-05 20:00' }
const sent = { shipped_at: '2026-01-02 10:00' }
const delivered = (at: string) => ({ status: 'delivered', occurred_at: at })

describe('deliveries', () => {
  test('follow a parcel from the order to the door', async () => {
    const shop = await given({
      orders: [
        {
          ...ordered,
          ship_latitude: 52.5,
          ship_longitude: 13.4,
          ship_postal_code: '10115',
          dwelling: 'house',
        },
      ],
      shipments: [{ ...sent, freight_amount: '4.10' }],
      tracking_events: [
        { status: 'label_created', occurred_at: '2026-01-02 07:00' },
        { status: 'picked_up', occurred_at: '2026-01-02 11:00', facility: 'hub' },
        { status: 'delivery_attempted', occurred_at: '2026-01-04 12:00', facility: 'depot', route: 'R1' },
        {
          ...delivered('2026-01-05 12:00'),
          facility: 'depot',
          route: 'R7',
          proof: 'photo',
          latitude: 52.5,
          longitude: 13.401,
        },
        { ...delivered('2026-01-05 12:05'), facility: 'hub', proof: 'none' },
      ],
    })

    const parcel = await shop.row(deliveries)
    expect(parcel).toMatchObject({
      customer_id: 'c1',
      shipped_on: '2026-01-02',
      promised_at: '2026-01-05 20:00:00',
      first_scanned_at: '2026-01-02 11:00:00',
      last_scanned_at: '2026-01-05 12:05:00',
      first_attempted_at: '2026-01-04 12:00:00',
      attempts: 2,
      delivered_at: '2026-01-05 12:00:00',
      is_delivered_first_attempt: false,
      delivery_facility: 'depot',
      delivery_route: 'R7',
      proof: 'photo',
      state: 'delivered',
      is_late: false,
      late_cause: null,
      is_matured: true,
      freight_amount: '4.1000',
      pick_pack_amount: '0.0000',
      ship_postal_area: '101',
    })
    // 0.001° of longitude at 52.5° north: 6,371,008.8 m × π/180 × 0.001 × cos 52.5°
    expect(parcel.delivered_metres_away).toBeCloseTo(67.69, 1)
  })

  test('of a collected parcel count no attempt', async () => {
    const shop = await given({
      orders: [ordered],
      shipments: [sent],
      tracking_events: [
        { status: 'available_for_pickup', occurred_at: '2026-01-04 12:00' },
        delivered('2026-01-05 12:00'),
      ],
    })

    expect(await shop.row(deliveries)).toMatchObject({
      attempts: 0,
      first_attempted_at: null,
      is_delivered_first_attempt: false,
      state: 'delivered',
    })
  })

  test('name the last facility that saw a parcel when the delivered scan names none', async () => {
    const shop = await given({
      orders: [ordered],
      shipments: [sent],
      tracking_events: [
        { status: 'arrived_at_facility', occurred_at: '2026-01-03 12:00', facility: 'hub' },
        { status: 'out_for_delivery', occurred_at: '2026-01-04 08:00', facility: 'depot', route: 'R1' },
        delivered('2026-01-04 12:00'),
      ],
    })

    expect(await shop.row(deliveries)).toMatchObject({ delivery_facility: 'depot', delivery_route: 'R1' })
  })

  test('take a reship’s promise from the carrier, not from the first order', async () => {
    const shop = await given({
      orders: [ordered],
      shipments: [{ is_reship: true, shipped_at: '2026-01-20', promised_at: '2026-01-24' }],
      tracking_events: [delivered('2026-01-23 12:00')],
    })

    expect(await shop.row(deliveries)).toMatchObject({ promised_at: '2026-01-24 00:00:00', is_late: false })
  })

  test('wait for their order', async () => {
    const shop = await given({ shipments: [sent] })

    expect(await shop.row(deliveries)).toMatchObject({ order_id: 'o1', customer_id: null, is_late: null })
  })

  test('warn of a parcel that arrives before it left', async () => {
    const shop = await given({
      orders: [ordered],
      shipments: [sent],
      tracking_events: [delivered('2026-01-02 09:00')],
    })

    expect(await shop.warnings(deliveries)).toEqual(['no parcel arrives before it left'])
  })
})

describe('a parcel that has not arrived', () => {
  const standing = async (shipment: object, events: object[], asOf: string) => {
    const shop = await given({ orders: [ordered], shipments: [shipment], tracking_events: events }, { asOf })
    return shop.row(deliveries)
  }

  test('is on the way for 30 days, then lost', async () => {
    expect(await standing(sent, [], '2026-02-01 09:59')).toMatchObject({
      state: 'on_the_way',
      is_lost: false,
      is_matured: false,
    })
    expect(await standing(sent, [], '2026-02-01 10:00')).toMatchObject({
      state: 'lost',
      is_lost: true,
      is_matured: true,
    })
  })

  test('is lost at once when the carrier says so', async () => {
    const events = [{ status: 'lost', occurred_at: '2026-01-06 10:00' }]
    expect(await standing(sent, events, '2026-01-07')).toMatchObject({ state: 'lost', is_late: true })
  })

  test('is not lost when it is back with the sender', async () => {
    const events = [{ status: 'returned_to_sender', occurred_at: '2026-01-09 10:00' }]
    expect(await standing(sent, events, '2026-06-01')).toMatchObject({
      state: 'returned_to_sender',
      is_lost: false,
    })
  })

  test('is not shipped while nothing shows that the carrier got it', async () => {
    const label = [{ status: 'label_created', occurred_at: '2026-01-01 12:00' }]
    expect(await standing({}, label, '2026-01-04')).toMatchObject({ state: 'not_shipped', is_late: false })
  })

  test('counts as shipped by its first scan where the shop recorded no handover', async () => {
    const scan = [{ status: 'picked_up', occurred_at: '2026-01-02 12:00' }]
    expect(await standing({}, scan, '2026-01-04')).toMatchObject({
      state: 'on_the_way',
      shipped_at: '2026-01-02 12:00:00',
    })
  })
})

describe('a late parcel', () => {
  const cause = async (shipment: object, events: object[], asOf = '2026-06-01') => {
    const shop = await given({ orders: [ordered], shipments: [shipment], tracking_events: events }, { asOf })
    return (await shop.row(deliveries)).late_cause
  }

  test('is the warehouse’s when handed over late by as much as it is late', async () => {
    // Due by 3 January 10:00; 24 hours after that, and 20 hours late at the door.
    expect(await cause({ shipped_at: '2026-01-04 10:00' }, [delivered('2026-01-06 16:00')])).toBe('warehouse')
  })

  test('is the carrier’s when it would have been late all the same', async () => {
    // 24 hours late into the carrier’s hands, 25 hours late at the door.
    expect(await cause({ shipped_at: '2026-01-04 10:00' }, [delivered('2026-01-06 21:00')])).toBe('carrier')
    expect(await cause(sent, [delivered('2026-01-06 12:00')])).toBe('carrier')
  })

  test('is the address’s when an attempt failed in time', async () => {
    const missed = { status: 'delivery_attempted', occurred_at: '2026-01-05 12:00' }
    expect(await cause(sent, [missed, delivered('2026-01-06 12:00')])).toBe('address')
  })

  test('is the address’s when the carrier blamed it in time, not after the promise was broken', async () => {
    const blamed = (at: string) => ({ status: 'exception', occurred_at: at, detail: 'Address insufficient' })
    expect(await cause(sent, [blamed('2026-01-04 12:00'), delivered('2026-01-07')])).toBe('address')
    expect(await cause(sent, [blamed('2026-01-06 12:00'), delivered('2026-01-07')])).toBe('carrier')
  })

  test('that never left is the warehouse’s', async () => {
    expect(await cause({}, [], '2026-01-06')).toBe('warehouse')
  })
})

test('the customer is told of a delay by the first such message from the exception on', async () => {
  const shop = await given({
    orders: [ordered],
    shipments: [
      { shipment_id: 's1', tracking_number: 't1', ...sent },
      { shipment_id: 's2', tracking_number: 't2', ...sent },
    ],
    tracking_events: [
      { tracking_number: 't1', status: 'exception', occurred_at: '2026-01-04 12:00' },
      { tracking_number: 't2', status: 'exception', occurred_at: '2026-01-04 12:00' },
    ],
    notifications: [
      { notification_id: 'n1', kind: 'delayed', sent_at: '2026-01-04 11:00' },
      { notification_id: 'n2', kind: 'delivered', sent_at: '2026-01-04 13:00' },
      { notification_id: 'n3', kind: 'delayed', sent_at: '2026-01-04 14:00', shipment_id: 's1' },
      { notification_id: 'n4', kind: 'delayed', sent_at: '2026-01-04 15:00' },
    ],
    contacts: [
      { contact_id: 'q1', order_id: 'o1', opened_at: '2026-01-05' },
      { contact_id: 'q2', order_id: 'o1', opened_at: '2026-01-04 13:30' },
    ],
  })

  expect(await shop.rows(deliveries)).toMatchObject([
    { shipment_id: 's1', told_delayed_at: '2026-01-04 14:00:00', first_contact_at: '2026-01-04 13:30:00' },
    { shipment_id: 's2', told_delayed_at: '2026-01-04 15:00:00', first_contact_at: '2026-01-04 13:30:00' },
  ])
})
