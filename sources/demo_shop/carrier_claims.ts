import { DAY, iso } from './calendar.ts'
import { money } from './money.ts'
import type { Parcel } from './parcels.ts'
import type { Shop } from './shop.ts'

const CARRIER_LIABILITY = 10_000

/** The shop asks the carrier to pay, often enough; the carrier pays some of it, up to its limit. */
export function claimFromCarrier(shop: Shop, parcel: Parcel, type: 'lost' | 'damaged', known: number): void {
  const { random, exporter, ids } = shop
  if (!random.chance(type === 'lost' ? 0.58 : 0.4)) return
  const filedAt = known + random.skewed(9, 0.8) * DAY
  if (filedAt > parcel.shippedAt + parcel.lane.carrier.claimDays * DAY) return
  const cost = parcel.lines.reduce((sum, { line, quantity }) => sum + line.product.cost * quantity, 0)
  const base = {
    carrier_claim_id: ids.scrambled('CC'),
    shipment_id: parcel.shipmentId,
    type,
    filed_at: iso(filedAt),
    claimed_amount: money(cost + parcel.freight),
    currency: 'USD',
  }
  exporter.send('carrier_claims', filedAt, { ...base, updated_at: iso(filedAt) })
  const decidedAt = filedAt + random.skewed(14, 0.5) * DAY
  const refused =
    parcel.journey.deliveredAt !== undefined && type === 'lost' ? random.chance(0.75) : random.chance(0.2)
  const paid = refused ? 0 : Math.min(CARRIER_LIABILITY, cost) + parcel.freight
  exporter.send('carrier_claims', decidedAt, {
    ...base,
    decided_at: iso(decidedAt),
    paid_amount: money(paid),
    updated_at: iso(decidedAt),
  })
}
