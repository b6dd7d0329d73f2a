import { expect, test } from 'vitest'
import { contactsAfterTrouble } from '../../../models/metrics/contacts_after_trouble.ts'
import { given } from '../given.ts'

const names = (kind: string, count: number) => Array.from({ length: count }, (_, n) => `${kind} ${n}`)
const told = names('told', 10)
const untold = names('untold', 5)

test('customers told of trouble first are compared with those who were not', async () => {
  const shop = await given({
    orders: [...told, ...untold].map((name) => ({ order_id: name })),
    shipments: [...told, ...untold].map((name) => ({
      shipment_id: name,
      order_id: name,
      tracking_number: name,
      shipped_at: '2026-01-02',
    })),
    tracking_events: [...told, ...untold].map((name) => ({
      tracking_number: name,
      status: 'exception',
      occurred_at: '2026-01-04 12:00',
    })),
    notifications: told.map((name) => ({
      notification_id: name,
      order_id: name,
      kind: 'delayed',
      sent_at: '2026-01-04 13:00',
    })),
    contacts: [
      { contact_id: 'q1', order_id: 'told 0', opened_at: '2026-01-05' },
      { contact_id: 'q2', order_id: 'told 0', opened_at: '2026-01-06' },
      { contact_id: 'q3', order_id: 'told 1', opened_at: '2026-01-05' },
      { contact_id: 'q4', order_id: 'told 2', opened_at: '2026-01-05', topic: 'product' },
      { contact_id: 'q5', order_id: 'untold 0', opened_at: '2026-01-05' },
      { contact_id: 'q6', order_id: 'untold 1', opened_at: '2026-01-03' },
    ],
  })
  const [notTold, toldFirst] = await shop.rows(contactsAfterTrouble)

  // The interval of 2 in 10 as tables of Wilson's score interval give it.
  expect(toldFirst).toEqual({
    is_told_first: true,
    parcels: 10,
    contacts: 3,
    contacts_per_thousand: 300,
    share_asked: 0.2,
    share_asked_low: expect.closeTo(0.0567, 4),
    share_asked_high: expect.closeTo(0.5098, 4),
  })
  expect(notTold).toMatchObject({ is_told_first: false, parcels: 5, contacts: 1, share_asked: 0.2 })
})
