import { describe, expect, test } from 'vitest'
import { parcelsToWarn } from '../../../models/actions/parcels_to_warn.ts'
import { given, type RecordsGiven } from '../given.ts'

/** Flagged on 4 January at 12:00, seen on 5 January at 18:30. */
const flagged: RecordsGiven = {
  orders: [{ ordered_at: '2026-01-01 10:00', promised_at: '2026-01-06 20:00', items_amount: 80 }],
  shipments: [{ shipped_at: '2026-01-02 10:00' }],
  tracking_events: [{ status: 'exception', occurred_at: '2026-01-04 12:00' }],
}

const toWarn = async (records: RecordsGiven, asOf = '2026-01-05 18:30', settings = {}) =>
  (await given({ ...flagged, ...records }, { asOf, settings })).rows(parcelsToWarn)

const scans = (...others: readonly object[]) => ({
  tracking_events: [...(flagged.tracking_events ?? []), ...others],
})

describe('parcels to warn of', () => {
  test('are those that something is wrong with while their customer was told nothing', async () => {
    expect(await toWarn({})).toEqual([
      {
        action_id: 'parcels_to_warn/s1',
        to_do: 'tell the customer',
        why: 'held up',
        value: '80.0000',
        due_on: '2026-01-05',
        shipment_id: 's1',
        order_id: 'o1',
        carrier: 'ups',
        tracking_number: 't1',
        promised_at: '2026-01-06 20:00:00',
        flagged_at: '2026-01-04 12:00:00',
        hours_since: 30.5,
      },
    ])
  })

  test('say the worst that the carrier reported', async () => {
    const damaged = { status: 'damaged', occurred_at: '2026-01-04 15:00' }
    const lost = { status: 'lost', occurred_at: '2026-01-05 09:00' }

    expect(await toWarn(scans(damaged))).toMatchObject([{ why: 'damaged' }])
    expect(await toWarn(scans(damaged, lost))).toMatchObject([{ why: 'lost' }])
  })

  test('are none once the customer was told of the delay or of what came after it', async () => {
    const told = (kind: string, sent_at: string) => toWarn({ notifications: [{ kind, sent_at }] })

    expect(await told('delayed', '2026-01-04 13:00')).toEqual([])
    expect(await told('out_for_delivery', '2026-01-05 08:00')).toEqual([])
    expect(await told('delayed', '2026-01-04 11:00')).toHaveLength(1)
    expect(await told('shipped', '2026-01-04 13:00')).toHaveLength(1)
    expect(await told('delayed', '2026-01-05 19:00')).toHaveLength(1)
  })

  test('remain where only another parcel of the order was spoken of', async () => {
    const sent = { kind: 'delayed', sent_at: '2026-01-04 13:00' }

    expect(await toWarn({ notifications: [{ ...sent, shipment_id: 's2' }] })).toHaveLength(1)
    expect(await toWarn({ notifications: [{ ...sent, shipment_id: 's1' }] })).toEqual([])
  })

  test('are none once it has arrived, is back with the shop, or left 30 days ago', async () => {
    const at = '2026-01-05 12:00'

    expect(await toWarn(scans({ status: 'delivered', occurred_at: at }))).toEqual([])
    expect(await toWarn(scans({ status: 'returned_to_sender', occurred_at: at }))).toEqual([])
    expect(await toWarn({}, '2026-02-01 09:59')).toHaveLength(1)
    expect(await toWarn({}, '2026-02-01 10:00')).toEqual([])
  })

  test('are none before the carrier reported anything', async () => {
    expect(await toWarn({}, '2026-01-04 11:59')).toEqual([])
  })

  test('are due by the settings', async () => {
    expect(await toWarn({}, '2026-01-05 18:30', { warnWithinHours: 6 })).toMatchObject([
      { due_on: '2026-01-04' },
    ])
  })
})
