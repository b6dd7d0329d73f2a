import { expect, test } from 'vitest'
import { lanes } from '../../../models/marts/lanes.ts'
import { given } from '../given.ts'

const order = (order_id: string, ship_postal_code: string) => ({
  order_id,
  ordered_at: '2026-01-01 10:00',
  ship_region: 'TX',
  ship_country: 'US',
  ship_postal_code,
})
const sent = (id: string, carrier = 'ups', shipped_at = '2026-01-02') => ({
  shipment_id: id,
  order_id: id,
  tracking_number: id,
  carrier,
  shipped_at,
})
const scan = (tracking_number: string, status: string, facility: string) => ({
  tracking_number,
  status,
  occurred_at: '2026-01-04',
  facility,
})

test('a lane’s loss is drawn to its carrier’s, and that to the loss of all', async () => {
  const shop = await given({
    orders: ['a', 'b', 'c', 'd', 'e'].map((id) => order(id, '75001')),
    shipments: [sent('a'), sent('b'), sent('c'), sent('d', 'dhl'), sent('e', 'ups', '2026-05-25')],
    tracking_events: [
      scan('a', 'delivered', 'depot'),
      scan('b', 'delivered', 'depot'),
      scan('c', 'out_for_delivery', 'depot'),
    ],
    claims: [
      { claim_id: 'k1', order_id: 'a', type: 'not_received' },
      { claim_id: 'k2', order_id: 'a', type: 'not_received' },
      { claim_id: 'k3', order_id: 'b', type: 'damaged' },
    ],
  })
  const ofAll = 2 / 4
  const ofUps = (1 + 50 * ofAll) / (3 + 50)
  const ofDhl = (1 + 50 * ofAll) / (1 + 50)

  const rows = await shop.rows(lanes)
  expect(rows).toMatchObject([
    { carrier: 'dhl', facility: null, region: 'TX', parcels: 1, lost: 1, claimed_not_received: 0 },
    { carrier: 'ups', facility: 'depot', region: 'TX', parcels: 3, lost: 1, claimed_not_received: 1 },
  ])
  expect(rows[0]?.loss_rate).toBeCloseTo((1 + 50 * ofDhl) / (1 + 50), 12)
  expect(rows[1]?.loss_rate).toBeCloseTo((1 + 50 * ofUps) / (3 + 50), 12)
})

test('a parcel lost on its way belongs to the facility that mostly delivers where it was going', async () => {
  const shop = await given({
    orders: [
      order('a', '75001'),
      order('b', '75002'),
      order('c', '75009'),
      order('d', '75003'),
      order('e', '99501'),
    ],
    shipments: [sent('a'), sent('b'), sent('c'), sent('d'), sent('e')],
    tracking_events: [
      scan('a', 'delivered', 'depot'),
      scan('b', 'delivered', 'depot'),
      scan('c', 'delivered', 'branch'),
      scan('d', 'in_transit', 'hub'),
      scan('e', 'in_transit', 'hub'),
    ],
  })

  expect(await shop.rows(lanes)).toMatchObject([
    { facility: 'branch', parcels: 1, lost: 0 },
    { facility: 'depot', parcels: 3, lost: 1 },
    { facility: 'hub', parcels: 1, lost: 1 },
  ])
})
