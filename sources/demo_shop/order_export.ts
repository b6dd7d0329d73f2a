import { DAY, iso, MINUTE } from './calendar.ts'
import { round } from './geography.ts'
import { money } from './money.ts'
import type { Order } from './order.ts'
import { hash } from './random.ts'
import type { Shop } from './shop.ts'

const CHANNELS = ['web', 'app', 'marketplace', 'phone', 'store'] as const
const CHANNEL_WEIGHTS = [55, 33, 7, 2, 3]
const PAYMENTS = ['card', 'wallet', 'bnpl', 'gift_card', 'transfer', 'other'] as const
const PAYMENT_WEIGHTS = [60, 21, 9, 5, 3, 2]
const UNIT_WORDS = ['Apt', '#', 'Unit', 'APT.', 'apt', 'Apt.']

/** Sends an order and its lines as the web shop exports them. */
export function sendOrder(shop: Shop, order: Order): void {
  const { random, exporter } = shop
  const updates = order.cancelledAt === undefined ? [order.at] : [order.at, order.cancelledAt]
  const details = orderDetails(shop, order)
  for (const at of updates) {
    exporter.send('orders', at, {
      ...details,
      cancelled_at: at === order.cancelledAt ? iso(at) : undefined,
      updated_at: iso(at),
    })
  }
  const lateDays = random.chance(0.04) ? 1 : 0
  for (const line of order.lines) {
    exporter.send(
      'order_lines',
      order.at,
      {
        order_id: order.id,
        line_number: line.number,
        sku: line.product.sku,
        quantity: line.quantity,
        unit_price_amount: money(line.unitPrice),
        discount_amount: line.discount === 0 && order.currency === 'USD' ? undefined : money(line.discount),
        unit_cost_amount: order.currency === 'USD' && random.chance(0.1) ? undefined : money(line.unitCost),
        updated_at: iso(order.at),
      },
      lateDays,
    )
  }
}

function orderDetails(shop: Shop, order: Order) {
  const { random, people } = shop
  const { account, address } = order
  const channel = CHANNELS[random.weighted(CHANNEL_WEIGHTS)] as string
  const payment =
    channel === 'store' && random.chance(0.3)
      ? 'cash'
      : (PAYMENTS[random.weighted(PAYMENT_WEIGHTS)] as string)
  const { line1, line2 } = written(shop, order)
  const located = random.chance(0.97)
  return {
    order_id: order.id,
    customer_id: order.customerId,
    ordered_at: iso(order.at),
    channel,
    currency: order.currency,
    items_amount: money(order.items),
    discount_amount: money(order.lines.reduce((sum, line) => sum + line.discount, 0)),
    shipping_charged_amount: money(order.shippingCharged),
    tax_amount: money(order.tax),
    total_amount: money(order.total),
    payment_method: payment,
    payment_fingerprint:
      payment === 'card' || payment === 'bnpl' || payment === 'wallet' ? people.payment(account) : undefined,
    payment_fee_amount: payment === 'cash' ? money(0) : money(Math.round(order.total * 0.029) + 30),
    device_id: device(shop, account, channel),
    ip_address: channel === 'web' || channel === 'app' ? people.ip(account) : undefined,
    email:
      channel === 'marketplace'
        ? `buyer-${hash(account, 51).toString(36)}@relay.marketplace.example`
        : people.email(account),
    phone: random.chance(0.85) ? people.phone(account) : undefined,
    ship_name: order.recipient,
    ship_line1: line1,
    ship_line2: line2,
    ship_city: address.area.city,
    ship_region: address.area.metro.region,
    ship_postal_code: address.area.postalCode,
    ship_country: address.area.metro.country,
    ship_latitude: located ? round(address.latitude) : undefined,
    ship_longitude: located ? round(address.longitude) : undefined,
    dwelling: random.chance(0.05) ? 'unknown' : address.dwelling,
    bill_postal_code: people.home(account).area.postalCode,
    promised_at: iso(order.promisedAt),
  }
}

/** Phones and marketplaces have none; a store's orders are keyed in at its kiosk. */
function device({ people, random }: Shop, account: number, channel: string): string | undefined {
  if (channel === 'store') return `kiosk-${1 + random.below(6)}`
  return channel === 'web' || channel === 'app' ? people.device(account) : undefined
}

/** An address as this customer writes it: abbreviations, and the unit in the second line, the first, or behind a sign. */
function written(
  { random }: Shop,
  { account, address }: Order,
): { line1: string; line2: string | undefined } {
  const style = random.chance(0.12) ? random.below(1000) : hash(account, 52)
  let line1 = address.line1
  if (style % 3 === 1)
    line1 = line1
      .replace('Street', 'St')
      .replace('Avenue', 'Ave')
      .replace('Road', 'Rd')
      .replace('Boulevard', 'Blvd')
  if (style % 3 === 2)
    line1 = line1
      .replace('Street', 'St.')
      .replace('Avenue', 'Ave.')
      .replace('Lane', 'Ln')
      .replace('Drive', 'Dr')
  if (style % 17 === 0) line1 = line1.toUpperCase()
  if (address.unit === undefined) return { line1, line2: undefined }
  const word =
    address.dwelling === 'business' ? 'Suite' : (UNIT_WORDS[(style >>> 4) % UNIT_WORDS.length] as string)
  const unit = word === '#' ? `#${address.unit}` : `${word} ${address.unit}`
  return (style >>> 8) % 7 === 0 ? { line1: `${line1}, ${unit}`, line2: undefined } : { line1, line2: unit }
}

/** Sends the account's master record when it is new, and now and then when something changed. */
export function sendCustomer(shop: Shop, order: Order, isNew: boolean): void {
  const { people, random, exporter, ids } = shop
  if (isNew) people.send(order.account, people.opened(order.account), exporter, ids)
  else if (random.chance(0.012) && order.at - people.opened(order.account) > DAY) {
    people.changeContact(order.account)
    people.send(order.account, order.at - MINUTE, exporter, ids)
  }
}
