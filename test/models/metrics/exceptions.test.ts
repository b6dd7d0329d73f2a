import { expect, test } from 'vitest'
import { given } from '../given.ts'
import { figuresOf } from './figures.ts'

const parcels = ['told first', 'wrote first', 'told later', 'silent', 'untroubled']

/** Each order has a parcel of its name; all but one run into trouble at noon on 4 January. */
const shop = {
  orders: parcels.map((name) => ({ order_id: name })),
  shipments: parcels.map((name) => ({
    shipment_id: name,
    order_id: name,
    tracking_number: name,
    shipped_at: '2026-01-02',
  })),
  tracking_events: parcels
    .filter((name) => name !== 'untroubled')
    .map((name) => ({ tracking_number: name, status: 'exception', occurred_at: '2026-01-04 12:00' })),
  notifications: [
    { notification_id: 'n1', order_id: 'told first', kind: 'delayed', sent_at: '2026-01-04 13:00' },
    { notification_id: 'n2', order_id: 'told later', kind: 'delayed', sent_at: '2026-01-06 13:00' },
    { notification_id: 'n3', order_id: 'untroubled', kind: 'delayed', sent_at: '2026-01-04 13:00' },
  ],
  contacts: [
    { contact_id: 'q1', order_id: 'told first', opened_at: '2026-01-05 12:00' },
    { contact_id: 'q2', order_id: 'wrote first', opened_at: '2026-01-04 06:00' },
    { contact_id: 'q3', order_id: 'told later', opened_at: '2026-01-05 00:00' },
    { contact_id: 'q4', order_id: 'untroubled', opened_at: '2026-01-05 00:00' },
  ],
}

test('the lead is the time from the carrier’s report to the customer’s first contact', async () => {
  const figure = await figuresOf(await given(shop))

  // 24 − 6 + 12 hours
  expect(figure('exception_lead_hours')).toEqual([30, 3])
  expect(figure('exceptions_flagged_first')).toEqual([2, 3])
})

test('customers are told first when they hear of the trouble before they ask, or never ask', async () => {
  const figure = await figuresOf(await given(shop))

  expect(figure('proactive_share')).toEqual([1, 4])
})
