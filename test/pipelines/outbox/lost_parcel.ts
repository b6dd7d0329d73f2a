import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Places } from '../../../pipelines/runner/places.ts'
import { shopFolder } from '../../laws/shop.ts'
import { csv } from '../load/made_inbox.ts'

export function put(
  places: Places,
  feed: string,
  rows: readonly Record<string, string>[],
  file = 'first',
): void {
  mkdirSync(join(places.inbox, feed), { recursive: true })
  writeFileSync(join(places.inbox, feed, `${file}.csv`), csv(rows))
}

export const lost = (shipment_id: string, occurred_at = '2026-01-10T12:00:00Z') => ({
  carrier: 'ups',
  tracking_number: `t-${shipment_id}`,
  occurred_at,
  status: 'lost',
})

/** An order in two parcels, of which the first is lost: a claim to file and a customer to tell. */
export function shop(): Places {
  const places = shopFolder()
  put(places, 'orders', [
    {
      order_id: 'o1',
      customer_id: 'c1',
      ordered_at: '2026-01-01T10:00:00Z',
      channel: 'web',
      currency: 'USD',
      items_amount: '80',
      total_amount: '80',
    },
  ])
  const sent = { order_id: 'o1', carrier: 'ups', shipped_at: '2026-01-02T10:00:00Z', freight_amount: '6.5' }
  put(places, 'shipments', [
    { ...sent, shipment_id: 's1', tracking_number: 't-s1' },
    { ...sent, shipment_id: '=s2', tracking_number: 't-s2' },
  ])
  put(places, 'tracking_events', [lost('s1')])
  return places
}
