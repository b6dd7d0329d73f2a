import { DAY, HOUR, iso, isoWithOffset, MINUTE } from './calendar.ts'
import { money } from './money.ts'
import type { Order } from './order.ts'
import type { Parcel } from './parcels.ts'
import type { Persona } from './personas.ts'
import { hash } from './random.ts'
import type { Shop } from './shop.ts'

const CHANNELS = ['chat', 'email', 'phone', 'social'] as const
const CHANNEL_WEIGHTS = [46, 34, 17, 3]
const COST: Record<string, number> = { chat: 420, email: 560, phone: 930, social: 610 }
/** The help desk's clock. */
const OFFSET = -5

/** A customer writes or calls. `mood` is -2 (furious) to 2. */
export function contact(
  shop: Shop,
  at: number,
  topic: string,
  order: Order | undefined,
  account: number | undefined,
  mood: number,
): void {
  const { random, exporter, ids } = shop
  const channel = CHANNELS[random.weighted(CHANNEL_WEIGHTS)] as string
  const first =
    at +
    (channel === 'phone'
      ? random.between(1, 14) * MINUTE
      : random.skewed(channel === 'chat' ? 0.3 : 7, 0.9) * HOUR)
  const resolved = first + random.skewed(channel === 'phone' ? 0.3 : 5, 1.1) * HOUR
  const rated = random.chance(0.31)
  const base = {
    contact_id: ids.digits('T'),
    opened_at: isoWithOffset(at, OFFSET),
    topic,
    order_id: order?.id,
    customer_id: account === undefined ? undefined : ids.customer(account),
    channel,
    currency: 'USD',
  }
  const open = Math.floor(at / DAY) !== Math.floor(resolved / DAY)
  if (open) exporter.send('contacts', at, { ...base, updated_at: isoWithOffset(at, OFFSET) })
  exporter.send('contacts', resolved, {
    ...base,
    first_response_at: isoWithOffset(first, OFFSET),
    resolved_at: isoWithOffset(resolved, OFFSET),
    cost_amount: money(Math.round((COST[channel] as number) * random.skewed(1, 0.3))),
    satisfaction: rated
      ? Math.min(5, Math.max(1, Math.round(random.normal(3.7 + 0.75 * mood, 0.95))))
      : undefined,
    updated_at: isoWithOffset(resolved, OFFSET),
  })
}

/** Messages about a parcel; true when a delay was told at `delayTold`. */
export function notify(shop: Shop, order: Order, parcel: Parcel): number | undefined {
  const { random, habits } = shop
  const { journey } = parcel
  const channel = ['email', 'email', 'sms', 'push', 'chat'][hash(order.account, 61) % 5] as string
  const tell = (at: number, kind: string) => tellCustomer(shop, order, parcel.shipmentId, at, kind, channel)
  tell(parcel.shippedAt + random.between(2, 90) * MINUTE, 'shipped')
  let delayTold: number | undefined
  if (journey.exceptionAt !== undefined && random.chance(habits.warnShare)) {
    delayTold = journey.exceptionAt + random.between(1, 20) * HOUR
    tell(delayTold, 'delayed')
  }
  const wantsAll = hash(order.account, 62) % 10 < 4
  for (const scan of journey.scans) {
    const at = scan.at + random.between(1, 25) * MINUTE
    if (scan.status === 'out_for_delivery' && wantsAll) tell(at, 'out_for_delivery')
    else if (scan.status === 'available_for_pickup') tell(at, 'pickup_ready')
    else if (scan.status === 'delivered' && random.chance(0.95)) tell(at, 'delivered')
  }
  return delayTold
}

export function tellCustomer(
  { random, exporter, ids }: Shop,
  order: Order,
  shipmentId: string | undefined,
  at: number,
  kind: string,
  channel = 'email',
): void {
  const opened = random.chance(0.55) ? at + random.skewed(1.2, 1.2) * HOUR : undefined
  const id = ids.scrambled('N')
  exporter.send('notifications', opened ?? at, {
    notification_id: id,
    order_id: order.id,
    shipment_id: shipmentId,
    sent_at: iso(at),
    kind,
    channel,
    opened_at: opened === undefined ? undefined : iso(opened),
  })
}

/** Where is my order? The later, and the less was said, the likelier; nobody asks once it is there. */
export function askWhereItIs(
  shop: Shop,
  order: Order,
  parcel: Parcel,
  persona: Persona,
  delayTold: number | undefined,
): boolean {
  const { random } = shop
  const { inHandAt, exceptionAt } = parcel.journey
  const until = Math.min(inHandAt ?? Number.POSITIVE_INFINITY, order.promisedAt + 12 * DAY)
  const calm = delayTold === undefined ? 1 : 0.5
  if (random.chance(0.003 * persona.impatience)) {
    const at = random.between(parcel.shippedAt, Math.min(until, order.promisedAt))
    if (at < until) contact(shop, at, 'wismo', order, order.account, 0)
  }
  if (exceptionAt !== undefined) {
    const at = exceptionAt + random.skewed(14, 0.8) * HOUR
    if (
      at < until &&
      random.chance(0.07 * persona.impatience * (delayTold !== undefined && delayTold < at ? 0.5 : 1))
    ) {
      contact(shop, at, 'wismo', order, order.account, -0.5)
      return true
    }
  }
  const daysLate = (until - order.promisedAt) / DAY
  for (let day = 0; day < daysLate && day < 8; day++) {
    if (!random.chance(0.055 * persona.impatience * calm * (1 + 0.2 * day))) continue
    const at = order.promisedAt + (day + random.next()) * DAY
    if (at < until) contact(shop, at, 'wismo', order, order.account, day > 2 ? -1.4 : -0.8)
    return true
  }
  return false
}
