import { expect, test } from 'vitest'
import { contactsByTopic } from '../../../models/metrics/contacts_by_topic.ts'
import { given } from '../given.ts'

const parcel = (name: string, more: object) => ({
  shipment_id: name,
  order_id: name,
  tracking_number: name,
  ...more,
})
const scan = (name: string, status: string, occurred_at: string) => ({
  tracking_number: name,
  status,
  occurred_at,
})
const orders = [
  'held up',
  'overdue',
  'not shipped',
  'on the way',
  'claimed',
  'sent back',
  'delivered',
  'bare',
]

test('contacts are told apart by how their order stood when they were made', async () => {
  const shop = await given({
    orders: orders.map((order_id) => ({ order_id, promised_at: '2026-01-08' })),
    shipments: [
      parcel('held up', { shipped_at: '2026-01-02' }),
      parcel('overdue', { shipped_at: '2026-01-02' }),
      parcel('not shipped', { shipped_at: '2026-01-06' }),
      parcel('on the way', { shipped_at: '2026-01-02' }),
      parcel('claimed', { shipped_at: '2026-01-02' }),
      parcel('sent back', { shipped_at: '2026-01-02' }),
      parcel('delivered', { shipped_at: '2026-01-02' }),
    ],
    tracking_events: [
      scan('held up', 'exception', '2026-01-04'),
      scan('on the way', 'delivered', '2026-01-07'),
      scan('claimed', 'delivered', '2026-01-03'),
      scan('sent back', 'delivered', '2026-01-03'),
      scan('delivered', 'exception', '2026-01-03'),
      scan('delivered', 'delivered', '2026-01-04'),
    ],
    claims: [{ order_id: 'claimed', claimed_at: '2026-01-04' }],
    returns: [{ order_id: 'sent back', requested_at: '2026-01-04' }],
    contacts: [
      ...orders.map((order_id) => ({
        contact_id: order_id,
        order_id,
        channel: 'chat',
        opened_at: order_id === 'overdue' ? '2026-01-09' : '2026-01-05',
      })),
      { contact_id: 'q1', opened_at: '2026-01-05', topic: 'product' },
      { contact_id: 'q2', opened_at: '2026-01-05', topic: 'product' },
    ],
  })
  const row = (standing: string, more = {}) => ({
    day: '2026-01-05',
    topic: 'wismo',
    channel: 'chat',
    standing,
    contacts: 1,
    ...more,
  })

  const rows = await shop.rows(contactsByTopic)
  expect(rows).toHaveLength(9)
  expect(rows).toEqual(
    expect.arrayContaining([
      row('held_up'),
      row('overdue', { day: '2026-01-09' }),
      row('not_shipped'),
      row('on_the_way'),
      row('claim'),
      row('return'),
      row('delivered'),
      row('no_parcel'),
      row('no_parcel', { topic: 'product', channel: 'not known', contacts: 2 }),
    ]),
  )
})
