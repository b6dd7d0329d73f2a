import { describe, expect, test } from 'vitest'
import { carrierClaimsToFile } from '../../../models/actions/carrier_claims_to_file.ts'
import { given, type RecordsGiven } from '../given.ts'

/** Handed over on 1 March, so that a claim can be filed up to 30 April, and reported lost on 10 March. */
const lost: RecordsGiven = {
  orders: [{ ordered_at: '2026-02-28' }],
  order_lines: [{ quantity: 3, unit_price_amount: 50, unit_cost_amount: '20.50' }],
  shipments: [{ shipped_at: '2026-03-01 10:00', freight_amount: 6 }],
  shipment_lines: [{ quantity: 2 }],
  tracking_events: [{ status: 'lost', occurred_at: '2026-03-10 12:00' }],
}

const toFile = async (records: RecordsGiven, asOf = '2026-04-20') =>
  (await given(records, { asOf })).rows(carrierClaimsToFile)

describe('carrier claims to file', () => {
  test('ask for the cost of the goods in a lost parcel and its freight', async () => {
    expect(await toFile(lost)).toEqual([
      {
        action_id: 'carrier_claims_to_file/s1',
        to_do: 'file a claim',
        why: 'lost',
        value: '47.0000',
        due_on: '2026-04-30',
        shipment_id: 's1',
        order_id: 'o1',
        carrier: 'ups',
        tracking_number: 't1',
        days_left: 10,
      },
    ])
  })

  test('hold up to the last day', async () => {
    expect(await toFile(lost, '2026-04-30 23:00')).toMatchObject([{ days_left: 0 }])
    expect(await toFile(lost, '2026-05-01 00:00')).toEqual([])
  })

  test('hold a carrier to damage on a parcel that arrived', async () => {
    const damaged = {
      ...lost,
      tracking_events: [
        { status: 'damaged', occurred_at: '2026-03-04 09:00' },
        { status: 'delivered', occurred_at: '2026-03-05 12:00' },
      ],
    }

    expect(await toFile(damaged)).toMatchObject([{ why: 'damaged' }])
  })

  test('are none for a parcel that arrived whole, or whose claim was filed', async () => {
    const arrived = { tracking_events: [{ status: 'delivered', occurred_at: '2026-03-05 12:00' }] }
    const filed = { carrier_claims: [{ filed_at: '2026-03-20', type: 'lost' }] }

    expect(await toFile({ ...lost, ...arrived })).toEqual([])
    expect(await toFile({ ...lost, ...filed })).toEqual([])
  })

  test('remain after a claim for lateness, which is another matter', async () => {
    expect(
      await toFile({ ...lost, carrier_claims: [{ type: 'late', filed_at: '2026-03-08' }] }),
    ).toHaveLength(1)
  })
})
