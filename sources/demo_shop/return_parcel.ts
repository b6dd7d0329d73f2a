import { DAY, dayIndex, HOUR, MINUTE, startOfDay } from './calendar.ts'
import type { Facility } from './carrier_network.ts'
import type { Carrier } from './carriers.ts'
import type { Order } from './order.ts'
import type { Scan } from './parcels.ts'
import type { ReturnStory } from './personas.ts'
import type { Shop } from './shop.ts'
import { sendScans } from './tracking_export.ts'

export type ReturnParcel = {
  readonly carrier: string
  readonly trackingNumber: string
  readonly labelCost: number
  /** First time the carrier had it. */
  readonly firstScanAt: number | undefined
  /** The carrier says delivered. */
  readonly deliveredAt: number | undefined
  /** It truly reached the dock. */
  readonly dockedAt: number | undefined
}

export type Sending = {
  readonly dock: string
  readonly approvedAt: number
  readonly sentAt: number
  /** The customer keeps it and lets the label lapse. */
  readonly neverSent: boolean
}

const DOCK_METRO: Record<string, string> = { 'RTN-DAL': 'DFW', 'RTN-NJ1': 'JFK' }
const TRICK_WEIGHT: Partial<Record<ReturnStory['trick'], number>> = {
  empty: 0.12,
  fewer: 0.6,
  other_address: 0.05,
  decoy: 0.85,
  stripped: 0.88,
}

/** The way back: label, drop-off, hubs, and a delivered scan at the dock, or somewhere else. */
export function sendReturnParcel(
  shop: Shop,
  order: Order,
  story: ReturnStory,
  { dock, approvedAt, sentAt, neverSent }: Sending,
): ReturnParcel {
  const { random, network, geography, ids } = shop
  const home = order.address.area
  const carrier = network.carriers[random.weighted([50, 40, 10, 0, 0])] as Carrier
  const trackingNumber = ids.digits(`${carrier.code}R`)
  const metro = geography.metros.find((m) => m.code === DOCK_METRO[dock]) as (typeof geography.metros)[number]
  const content = story.lines.reduce((sum, { line, quantity }) => sum + line.product.grams * quantity, 0)
  const grams = Math.round((content * (TRICK_WEIGHT[story.trick] ?? 1) + 110) * random.normal(1, 0.03))
  const scans: Scan[] = [{ at: approvedAt + random.between(1, 30) * MINUTE, status: 'label_created' }]
  const labelCost = Math.round(560 + content * 0.05)
  const base = { carrier: carrier.name, trackingNumber, labelCost }
  if (neverSent) {
    sendScans(shop, carrier.name, trackingNumber, scans)
    return { ...base, firstScanAt: undefined, deliveredAt: undefined, dockedAt: undefined }
  }
  const station = network.station(carrier, home)
  const first = Math.max(sentAt, (scans[0] as Scan).at + HOUR)
  scans.push({ at: first, status: 'picked_up', facility: station })
  scans.push({
    at: first + random.between(3, 9) * HOUR,
    status: 'arrived_at_facility',
    facility: station,
    grams: random.chance(0.75) ? Math.max(20, grams) : undefined,
  })
  const leaves = first + random.between(10, 20) * HOUR
  scans.push({ at: leaves, status: 'departed_facility', facility: station })
  const lost =
    story.trick !== 'other_address' &&
    random.chance(0.006 + network.lossRate(network.lane(carrier, home, order.address.key, false)) * 0.4)
  let deliveredAt: number | undefined
  if (!lost) {
    const days =
      1 + network.transitDays({ name: 'ground', kmPerDay: 700, handlingDays: 1, price: 0 }, home.metro, metro)
    const hub = network.hub(carrier, metro)
    const arrives = startOfDay(dayIndex(leaves) + days) + random.between(9, 14) * HOUR
    deliveredAt = arrives + random.between(4, 12) * HOUR
    const elsewhere = story.trick === 'other_address'
    const misrouted = !elsewhere && random.chance(0.006)
    const end: Facility = elsewhere
      ? (random.pick(network.stations[carrier.index] as Facility[][])[random.below(2)] as Facility)
      : misrouted
        ? network.station(carrier, home)
        : hub
    scans.push({ at: arrives, status: 'arrived_at_facility', facility: elsewhere ? end : hub })
    scans.push({
      at: deliveredAt,
      status: 'delivered',
      facility: elsewhere || misrouted ? end : { ...end, code: dock },
      proof: random.chance(0.6) ? 'signature' : undefined,
      signedBy: random.chance(0.5) ? 'DOCK' : undefined,
    })
  }
  sendScans(shop, carrier.name, trackingNumber, scans)
  const slow = random.chance(0.02) ? random.between(8, 20) * DAY : 0
  const dockedAt =
    deliveredAt === undefined || story.trick === 'other_address'
      ? undefined
      : deliveredAt + slow + random.skewed(9, 0.7) * HOUR
  return { ...base, firstScanAt: first, deliveredAt, dockedAt }
}
