import { describe, expect, test } from 'vitest'
import { carrierFacilities } from '../../../models/metrics/carrier_facilities.ts'
import { carrierServices } from '../../../models/metrics/carrier_services.ts'
import { carrierWeekdays } from '../../../models/metrics/carrier_weekdays.ts'
import { regionLosses } from '../../../models/metrics/region_losses.ts'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

// The newest 30 days begin on 3 May, the 30 before on 3 April. Everything is promised for 12:00 two days after it left.
const parcel = (name: string, shipped: string, promised: string, more: object = {}) => ({
  shipment_id: name,
  order_id: name,
  tracking_number: name,
  shipped_at: `${shipped} 12:00`,
  promised_at: `${promised} 12:00`,
  service: 'ground',
  freight_amount: 5,
  ...more,
})
const delivered = (name: string, day: string, facility: string) => ({
  tracking_number: name,
  status: 'delivered',
  occurred_at: `${day} 10:00`,
  facility,
})
const shipments = [
  parcel('on time', '2026-05-04', '2026-05-06'),
  parcel('late', '2026-05-04', '2026-05-06'),
  parcel('late too', '2026-05-05', '2026-05-07', { service: 'express', freight_amount: 12 }),
  parcel('on time before', '2026-04-06', '2026-04-08'),
  parcel('late before', '2026-04-06', '2026-04-08', { service: null }),
  parcel('lost', '2026-04-20', '2026-04-22'),
]
const shop = () =>
  given(
    {
      orders: shipments.map(({ order_id }) => ({
        order_id,
        ordered_at: '2026-04-01',
        ship_country: 'US',
        ship_region: order_id.startsWith('late') ? 'IL' : 'NY',
        ship_postal_code: order_id.startsWith('late') ? '60601' : '10001',
      })),
      shipments,
      tracking_events: [
        delivered('on time', '2026-05-05', 'NYC'),
        delivered('late', '2026-05-08', 'CHI'),
        delivered('late too', '2026-05-09', 'CHI'),
        delivered('on time before', '2026-04-08', 'NYC'),
        delivered('late before', '2026-04-10', 'CHI'),
        { tracking_number: 'lost', status: 'lost', occurred_at: '2026-05-10' },
      ],
      claims: [{ order_id: 'lost' }],
    },
    { asOf: '2026-06-01 12:00' },
  )

const ofThirty = <Row extends { days: number }>(rows: readonly Row[]) =>
  rows.filter(({ days }) => days === 30)

describe('facilities of a carrier', () => {
  test('are late and lose parcels lately and before; a lost parcel belongs to the one it was on its way to', async () => {
    const rows = ofThirty(await (await shop()).rows(carrierFacilities))

    expect(rows).toMatchObject([
      { facility: 'CHI', promised: 2, late: 2, promised_before: 1, late_before: 1, settled: 2, lost: 0 },
      // The lost one was promised for 22 April, and known to be lost on 10 May.
      { facility: 'NYC', promised: 1, late: 0, promised_before: 2, late_before: 1, settled: 2, lost: 1 },
    ])
    // Of all, and of the carrier: (1 + 50 × 1/4) ÷ (4 + 50) = 0.25. Its facilities: 12.5 ÷ 52, 13.5 ÷ 52.
    expect(rows[0]?.loss_rate).toBeCloseTo(12.5 / 52)
    expect(rows[1]?.loss_rate).toBeCloseTo(13.5 / 52)
  })

  test('add up to the carrier’s figures', async () => {
    const built = await shop()
    const rows = (await built.rows(carrierFacilities)).filter(({ days }) => days === 365)
    const figure = await figuresOf(built)
    const sum = (key: 'promised' | 'late' | 'settled' | 'lost') =>
      rows.reduce((all, row) => all + row[key], 0)

    expect(figure('late_by_cause', { dimension: 'carrier', member: 'ups' })).toEqual([
      sum('late'),
      sum('promised'),
    ])
    expect(figure('loss_rate', { dimension: 'carrier', member: 'ups' })).toEqual([
      sum('lost'),
      sum('settled'),
    ])
  })
})

test('lateness is told by the weekday on which the carrier got the parcels', async () => {
  const rows = ofThirty(await (await shop()).rows(carrierWeekdays))

  // 4 May 2026 was a Monday.
  expect(rows).toEqual([
    { days: 30, carrier: 'ups', weekday: 1, promised: 2, late: 1 },
    { days: 30, carrier: 'ups', weekday: 2, promised: 1, late: 1 },
  ])
})

test('services are told with what they cost, lately and before', async () => {
  const rows = ofThirty(await (await shop()).rows(carrierServices))
  const row = (service: string, parcels: number, freight: string, before: number, freightBefore: string) => ({
    days: 30,
    carrier: 'ups',
    service,
    parcels,
    freight_amount: freight,
    parcels_before: before,
    freight_amount_before: freightBefore,
  })

  expect(rows).toEqual([
    row('express', 1, '12.0000', 0, '0.0000'),
    row('ground', 2, '10.0000', 2, '10.0000'),
    row('not known', 0, '0.0000', 1, '5.0000'),
  ])
})

test('regions lose parcels as far as their own few tell', async () => {
  const rows = await (await shop()).rows(regionLosses)

  // Only what left by 2 May has matured. Of the country: (1 + 50 × 1/3) ÷ (3 + 50) = 1/3.
  expect(rows).toMatchObject([
    { country: 'US', region: 'IL', parcels: 1, lost: 0, claimed_not_received: 0 },
    { country: 'US', region: 'NY', parcels: 2, lost: 1, claimed_not_received: 1 },
  ])
  const drawn = [expect.closeTo(50 / 3 / 51), expect.closeTo((1 + 50 / 3) / 52)]
  expect(rows.map(({ loss_rate }) => loss_rate)).toEqual(drawn)
  expect(rows.map(({ claim_rate }) => claim_rate)).toEqual(drawn)
})
