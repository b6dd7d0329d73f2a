import { expect, test } from 'vitest'
import { returnFunnel } from '../../../models/metrics/return_funnel.ts'
import { returnsWaiting } from '../../../models/metrics/returns_waiting.ts'
import { given } from '../given.ts'

const steps = [
  'asked',
  'forgotten',
  'travelling',
  'at the door',
  'received',
  'inspected',
  'routed',
  'sold',
] as const

const shop = () =>
  given(
    {
      orders: [{ order_id: 'o1', ordered_at: '2026-01-01' }],
      order_lines: [{ order_id: 'o1', unit_price_amount: 20 }],
      returns: steps.map((return_id) => ({
        return_id,
        requested_at: return_id === 'forgotten' ? '2026-01-10' : '2026-04-02',
        carrier: 'ups',
        tracking_number: return_id,
      })),
      tracking_events: [
        { tracking_number: 'travelling', status: 'in_transit', occurred_at: '2026-04-04' },
        { tracking_number: 'at the door', status: 'in_transit', occurred_at: '2026-04-04' },
        { tracking_number: 'at the door', status: 'delivered', occurred_at: '2026-04-06' },
      ],
      return_lines: [
        { return_id: 'asked' },
        { return_id: 'forgotten' },
        { return_id: 'travelling' },
        { return_id: 'at the door' },
        { return_id: 'received', received_at: '2026-04-07' },
        { return_id: 'inspected', received_at: '2026-04-07', inspected_at: '2026-04-08' },
        { return_id: 'routed', received_at: '2026-04-07', disposition: 'restock' },
        {
          return_id: 'sold',
          received_at: '2026-04-07',
          inspected_at: '2026-04-08',
          disposition: 'restock',
          sellable_at: '2026-04-09',
        },
      ],
      payouts: [{ return_id: 'sold', kind: 'refund', amount: 20, paid_at: '2026-04-08' }],
    },
    { asOf: '2026-04-12' },
  )

test('returned lines are counted at every step that they reached, by the day they were asked for', async () => {
  expect(await (await shop()).rows(returnFunnel)).toEqual([
    {
      day: '2026-01-10',
      requested: 1,
      sent_back: 0,
      received: 0,
      inspected: 0,
      dispositioned: 0,
      finished: 0,
      refunded: 0,
    },
    {
      day: '2026-04-02',
      requested: 7,
      sent_back: 6,
      received: 4,
      inspected: 3,
      dispositioned: 2,
      finished: 1,
      refunded: 1,
    },
  ])
})

test('those not finished wait for one thing each, with their value and since the step before', async () => {
  const rows = await (await shop()).rows(returnsWaiting)
  const waiting = (wait: string, days: number) => ({
    wait,
    lines: 1,
    returned_amount: '20.0000',
    p50: days,
    p90: days,
  })

  expect(rows).toHaveLength(7)
  expect(rows).toEqual(
    expect.arrayContaining([
      waiting('to_be_sent', 10),
      waiting('never_sent', 92),
      waiting('on_the_way', 8),
      waiting('at_the_dock', 6),
      waiting('to_be_inspected', 5),
      waiting('to_be_dispositioned', 4),
      // Its inspection is not recorded.
      waiting('to_be_finished', 5),
    ]),
  )
})
