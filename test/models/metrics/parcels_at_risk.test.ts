import { expect, test } from 'vitest'
import { parcelsToWarn } from '../../../models/actions/parcels_to_warn.ts'
import { parcelsAtRisk } from '../../../models/metrics/parcels_at_risk.ts'
import { given } from '../given.ts'

const names = ['told', 'told twice', 'not told', 'arrived']

/** All were flagged on 4 January at 12:00 and are seen on 5 January at 18:30. */
const shop = () =>
  given(
    {
      orders: names.map((name) => ({ order_id: name, items_amount: 80 })),
      shipments: names.map((name) => ({
        shipment_id: name,
        order_id: name,
        tracking_number: name,
        shipped_at: '2026-01-02 10:00',
      })),
      tracking_events: [
        ...names.map((name) => ({
          tracking_number: name,
          status: 'exception',
          occurred_at: '2026-01-04 12:00',
        })),
        { tracking_number: 'told', status: 'lost', occurred_at: '2026-01-05 09:00' },
        { tracking_number: 'arrived', status: 'delivered', occurred_at: '2026-01-05 12:00' },
      ],
      notifications: [
        { notification_id: 'n1', order_id: 'told', kind: 'shipped', sent_at: '2026-01-02 11:00' },
        {
          notification_id: 'n2',
          order_id: 'told',
          kind: 'delayed',
          sent_at: '2026-01-04 13:00',
          channel: 'sms',
        },
        { notification_id: 'n3', order_id: 'told twice', kind: 'delayed', sent_at: '2026-01-05 10:00' },
        {
          notification_id: 'n4',
          order_id: 'told twice',
          kind: 'out_for_delivery',
          sent_at: '2026-01-05 08:00',
          channel: 'push',
        },
        { notification_id: 'n5', order_id: 'not told', kind: 'delayed', sent_at: '2026-01-05 19:00' },
        { notification_id: 'n6', order_id: 'arrived', kind: 'delivered', sent_at: '2026-01-05 12:05' },
      ],
    },
    { asOf: '2026-01-05 18:30' },
  )

test('parcels at risk tell what their customers first heard since, told or not', async () => {
  const [notTold, told, toldTwice, ...others] = await (await shop()).rows(parcelsAtRisk)

  expect(others).toEqual([])
  expect(notTold).toEqual({
    shipment_id: 'not told',
    order_id: 'not told',
    carrier: 'ups',
    why: 'held up',
    value: '80.0000',
    flagged_at: '2026-01-04 12:00:00',
    told_at: null,
    notification_kind: null,
    notification_channel: null,
  })
  expect(told).toMatchObject({
    shipment_id: 'told',
    why: 'lost',
    told_at: '2026-01-04 13:00:00',
    notification_kind: 'delayed',
    notification_channel: 'sms',
  })
  expect(toldTwice).toMatchObject({
    told_at: '2026-01-05 08:00:00',
    notification_kind: 'out_for_delivery',
    notification_channel: 'push',
  })
})

test('parcels at risk whose customer was told nothing are those to warn', async () => {
  const built = await shop()
  const untold = (await built.rows(parcelsAtRisk)).filter(({ told_at }) => told_at === null)
  const toWarn = await built.rows(parcelsToWarn)

  expect(toWarn.map(({ shipment_id }) => shipment_id)).toEqual(untold.map(({ shipment_id }) => shipment_id))
  expect(toWarn).toHaveLength(1)
})
