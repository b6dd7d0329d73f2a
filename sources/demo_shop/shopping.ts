import { DAY, MINUTE } from './calendar.ts'
import type { Product } from './catalogue.ts'
import { CANADIAN_PRICE } from './currencies.ts'
import { firstName, lastName } from './names.ts'
import { type Line, lineValue, type Order } from './order.ts'
import type { Shop } from './shop.ts'

const FREE_SHIPPING_FROM = 7500
const SHIPPING_FEE = 595

/** Fills a basket and places the order. */
export function placeOrder(shop: Shop, index: number, account: number, at: number): Order {
  const { random, people, geography, ids } = shop
  const persona = people.persona(account)
  const home = people.home(account)
  const gift = random.chance(0.02)
  const address = gift ? geography.address(random.below(4294967296)) : home
  const currency = home.area.metro.country === 'CA' ? 'CAD' : 'USD'
  const factor = currency === 'CAD' ? CANADIAN_PRICE : 1
  const discountShare = random.chance(0.19) ? random.pick([0.1, 0.1, 0.15, 0.2, 0.3]) : 0
  const products = fillBasket(
    shop,
    persona.taste === 'dear' && random.chance(0.8),
    persona.taste === 'several_sizes',
  )
  const lines = products.map(({ product, quantity }, i): Line => {
    const unitPrice = Math.round((product.price * factor) / 100) * 100 - 1
    return {
      number: i + 1,
      product,
      quantity,
      unitPrice,
      discount: Math.round(unitPrice * quantity * discountShare),
      unitCost: Math.round(product.cost * factor),
      gone: 0,
      mistake: random.chance(0.0009) ? 'missing' : random.chance(0.0011) ? 'wrong' : 'none',
    }
  })
  const items = lines.reduce((sum, line) => sum + lineValue(line), 0)
  const shippingCharged = items >= FREE_SHIPPING_FROM * factor ? 0 : Math.round(SHIPPING_FEE * factor)
  const tax = Math.round(items * address.area.metro.taxRate)
  return {
    id: ids.order(index),
    account,
    customerId: ids.customer(account),
    at,
    currency,
    lines,
    items,
    shippingCharged,
    tax,
    total: items + shippingCharged + tax,
    address,
    recipient: gift ? `${firstName(random.below(1e9))} ${lastName(random.below(1e9))}` : people.name(account),
    promisedAt: at + 5 * DAY,
    parcels: [],
    cancelledAt: random.chance(0.011) ? at + random.between(3, 90) * MINUTE : undefined,
  }
}

function fillBasket(
  { random, catalogue }: Shop,
  dear: boolean,
  severalSizes: boolean,
): { product: Product; quantity: number }[] {
  const basket = new Map<string, { product: Product; quantity: number }>()
  let lines = 1
  while (lines < 7 && random.chance(0.44)) lines++
  for (let i = 0; i < lines; i++) {
    const style = catalogue.drawStyle(random, dear && i === 0)
    const first = random.below(style.length)
    const sizes = style.length > 1 && random.chance(severalSizes ? 0.45 : 0.02) ? random.whole(2, 3) : 1
    for (let n = 0; n < sizes; n++) {
      const product = style[(first + n) % style.length] as Product
      const quantity = sizes === 1 && product.price < 12_000 && random.chance(0.1) ? random.whole(2, 4) : 1
      if (!basket.has(product.sku)) basket.set(product.sku, { product, quantity })
    }
  }
  return [...basket.values()]
}
