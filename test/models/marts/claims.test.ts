import { describe, expect, test } from 'vitest'
import { claims } from '../../../models/marts/claims.ts'
import { given } from '../given.ts'

describe('claims', () => {
  test('take the order’s only parcel where they name none, reships apart', async () => {
    const shop = await given({
      orders: [{ order_id: 'o1' }, { order_id: 'o2' }],
      shipments: [
        { shipment_id: 's1', order_id: 'o1', carrier: 'ups' },
        { shipment_id: 's2', order_id: 'o1', carrier: 'dhl', is_reship: true },
        { shipment_id: 's3', order_id: 'o2', carrier: 'ups' },
        { shipment_id: 's4', order_id: 'o2', carrier: 'dhl' },
      ],
      claims: [
        { claim_id: 'k1', order_id: 'o1' },
        { claim_id: 'k2', order_id: 'o2' },
        { claim_id: 'k3', order_id: 'o2', shipment_id: 's4' },
      ],
    })

    expect(await shop.rows(claims)).toMatchObject([
      { claim_id: 'k1', shipment_id: 's1', carrier: 'ups', customer_id: 'c1' },
      { claim_id: 'k2', shipment_id: null, carrier: null },
      { claim_id: 'k3', shipment_id: 's4', carrier: 'dhl' },
    ])
  })

  test('carry what the latest decision found, and what was paid less what was won back', async () => {
    const shop = await given({
      orders: [{}],
      order_lines: [
        { line_number: 1, unit_price_amount: 10 },
        { line_number: 2, unit_price_amount: 20 },
      ],
      claims: [{ amount: 30, claimed_at: '2026-01-12 09:00', currency: 'EUR' }],
      decisions: [
        { decision_id: 'd1', decided_at: '2026-01-13', finding: 'unresolved', action: 'ask_proof' },
        { decision_id: 'd2', decided_at: '2026-01-16', finding: 'carrier_fault', action: 'approve' },
        { decision_id: 'd3', decided_at: '2026-01-20', case_type: 'return', action: 'deny' },
      ],
      payouts: [
        { payout_id: 'p1', claim_id: 'k1', kind: 'chargeback', amount: 30 },
        { payout_id: 'p2', claim_id: 'k1', kind: 'chargeback_fee', amount: 15 },
        { payout_id: 'p3', claim_id: 'k1', kind: 'chargeback_reversal', amount: '12.50' },
      ],
      fx_rates: [{ day: '2026-01-12', currency: 'EUR', rate: '1.1' }],
    })

    expect(await shop.row(claims)).toMatchObject({
      claimed_on: '2026-01-12',
      amount: '33.0000',
      paid_amount: '17.5000',
      finding: 'carrier_fault',
      action: 'approve',
      decided_at: '2026-01-16 00:00:00',
      is_open: false,
    })
  })

  test('stay open until paid, approved or denied', async () => {
    const isOpen = async (records: Parameters<typeof given>[0]) =>
      (await (await given({ claims: [{}], ...records })).row(claims)).is_open

    expect(await isOpen({})).toBe(true)
    expect(await isOpen({ decisions: [{ action: 'ask_proof' }] })).toBe(true)
    expect(await isOpen({ decisions: [{ action: 'deny' }] })).toBe(false)
    expect(await isOpen({ payouts: [{ claim_id: 'k1', amount: 5 }] })).toBe(false)
  })
})
