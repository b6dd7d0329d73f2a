import { describe, expect, test } from 'vitest'
import { given, type RecordsGiven } from '../given.ts'
import { figuresOf } from './figures.ts'

type Scan = readonly [status: string, at: string]

/** Parcels of one order, sent on 2 January and promised for the fifth, each with its scans. */
const parcels = (all: Readonly<Record<string, readonly Scan[]>>): RecordsGiven => ({
  orders: [{ promised_at: '2026-01-05 22:00' }],
  shipments: Object.keys(all).map((name) => ({
    shipment_id: name,
    tracking_number: name,
    shipped_at: '2026-01-02 10:00',
    carrier: name.startsWith('dhl') ? 'dhl' : 'ups',
  })),
  tracking_events: Object.entries(all).flatMap(([name, scans]) =>
    scans.map(([status, occurred_at]) => ({
      tracking_number: name,
      status,
      occurred_at,
      carrier: name.startsWith('dhl') ? 'dhl' : 'ups',
    })),
  ),
})

describe('delivery success and loss', () => {
  const fates = parcels({
    arrived: [['delivered', '2026-01-04 12:00']],
    'dhl arrived': [['delivered', '2026-01-06 12:00']],
    back: [['returned_to_sender', '2026-01-09 12:00']],
    'dhl lost': [['lost', '2026-01-10 12:00']],
    silent: [['in_transit', '2026-01-03 12:00']],
  })

  test('are told of parcels whose fate is settled', async () => {
    const figure = await figuresOf(await given(fates, { asOf: '2026-01-20' }))

    expect(figure('delivery_success')).toEqual([2, 4])
    expect(figure('loss_rate')).toEqual([1, 4])
    expect(figure('loss_rate', { dimension: 'carrier', member: 'dhl' })).toEqual([1, 2])
  })

  test('give a silent parcel up when its time is over', async () => {
    const figure = await figuresOf(await given(fates, { asOf: '2026-02-02' }))

    expect(figure('delivery_success')).toEqual([2, 5])
    expect(figure('loss_rate')).toEqual([2, 5])
  })
})

test('first-attempt success leaves out what nobody tried to deliver', async () => {
  const figure = await figuresOf(
    await given(
      parcels({
        first: [['delivered', '2026-01-04 12:00']],
        second: [
          ['delivery_attempted', '2026-01-04 12:00'],
          ['delivered', '2026-01-05 12:00'],
        ],
        never: [
          ['delivery_attempted', '2026-01-04 12:00'],
          ['returned_to_sender', '2026-01-09 12:00'],
        ],
        collected: [
          ['available_for_pickup', '2026-01-04 12:00'],
          ['delivered', '2026-01-05 12:00'],
        ],
      }),
    ),
  )

  expect(figure('first_attempt_success')).toEqual([1, 3])
})

describe('on-time delivery', () => {
  const promised = parcels({
    'in time': [['delivered', '2026-01-05 22:00']],
    late: [['delivered', '2026-01-08 12:00']],
    overdue: [['in_transit', '2026-01-03 12:00']],
  })

  test('counts what is overdue as late', async () => {
    const figure = await figuresOf(await given(promised, { asOf: '2026-01-10' }))

    expect(figure('on_time_delivery')).toEqual([1, 3])
  })

  test('waits for what may still come in time', async () => {
    const onTheWay = parcels({ slow: [['in_transit', '2026-01-03 12:00']] })
    const before = await figuresOf(await given(onTheWay, { asOf: '2026-01-05 22:00' }))
    const after = await figuresOf(await given(onTheWay, { asOf: '2026-01-05 22:01' }))

    expect(before('on_time_delivery')).toEqual([0, 0])
    expect(after('on_time_delivery')).toEqual([0, 1])
  })
})

test('freight per parcel counts reships too, and is told by the carrier’s service', async () => {
  const sent = (shipment_id: string, service: string, freight_amount: number, more = {}) => ({
    shipment_id,
    tracking_number: shipment_id,
    shipped_at: '2026-01-02 10:00',
    service,
    freight_amount,
    ...more,
  })
  const figure = await figuresOf(
    await given({
      orders: [{}],
      shipments: [
        sent('one', 'ground', 5),
        sent('two', 'ground', 7),
        sent('again', 'express', 20, { is_reship: true }),
        sent('unsent', 'express', 20, { shipped_at: null }),
      ],
    }),
  )

  expect(figure('cost_per_parcel')).toEqual([32, 3])
  expect(figure('cost_per_parcel', { dimension: 'service', member: 'ground' })).toEqual([12, 2])
})
