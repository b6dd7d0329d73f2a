import type { RecordsGiven } from './given.ts'

type Usual = { readonly [F in keyof RecordsGiven]-?: NonNullable<RecordsGiven[F]>[number] }

/** What a record holds where a test does not say: its key and its required columns, and nothing more. */
export const usual: Usual = {
  customers: { customer_id: 'c1', created_at: '2025-01-01' },
  products: { sku: 'sku1', title: 'A shirt', category: 'shirts' },
  orders: {
    order_id: 'o1',
    customer_id: 'c1',
    ordered_at: '2026-01-01 10:00',
    channel: 'web',
    currency: 'USD',
    items_amount: 0,
    total_amount: 0,
  },
  order_lines: { order_id: 'o1', line_number: 1, sku: 'sku1', quantity: 1, unit_price_amount: 0 },
  shipments: {
    shipment_id: 's1',
    order_id: 'o1',
    carrier: 'ups',
    tracking_number: 't1',
    currency: 'USD',
  },
  shipment_lines: { shipment_id: 's1', order_id: 'o1', line_number: 1, quantity: 1 },
  tracking_events: {
    carrier: 'ups',
    tracking_number: 't1',
    occurred_at: '2026-01-03 12:00',
    status: 'in_transit',
  },
  returns: { return_id: 'r1', order_id: 'o1', requested_at: '2026-01-10 09:00', method: 'mail' },
  return_lines: { return_id: 'r1', order_id: 'o1', line_number: 1, quantity: 1, currency: 'USD' },
  claims: {
    claim_id: 'k1',
    order_id: 'o1',
    claimed_at: '2026-01-12 09:00',
    type: 'not_received',
    amount: 0,
    currency: 'USD',
  },
  payouts: {
    payout_id: 'p1',
    order_id: 'o1',
    paid_at: '2026-01-15 09:00',
    kind: 'refund',
    amount: 0,
    currency: 'USD',
  },
  carrier_claims: {
    carrier_claim_id: 'cc1',
    shipment_id: 's1',
    type: 'lost',
    filed_at: '2026-01-20 09:00',
    claimed_amount: 0,
    currency: 'USD',
  },
  contacts: { contact_id: 'q1', opened_at: '2026-01-11 09:00', topic: 'wismo', currency: 'USD' },
  notifications: { notification_id: 'n1', order_id: 'o1', sent_at: '2026-01-02 09:00', kind: 'shipped' },
  decisions: {
    decision_id: 'd1',
    case_type: 'claim',
    case_id: 'k1',
    decided_at: '2026-01-14 09:00',
    reviewer: 'rita',
    finding: 'unresolved',
    action: 'approve',
  },
  fx_rates: { day: '2026-01-01', currency: 'EUR', rate: 1 },
}
