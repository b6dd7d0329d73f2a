import { DAY, HOUR } from './calendar.ts'
import { claimFromCarrier } from './carrier_claims.ts'
import { goToTheBank, openClaim } from './claims_desk.ts'
import { fulfil, type Plan, planOrder, promise } from './fulfilment.ts'
import { missesItem, missesParcel, sendsBack } from './honest.ts'
import { complaint } from './messages.ts'
import type { Order } from './order.ts'
import { sendOrder } from './order_export.ts'
import type { Parcel } from './parcels.ts'
import { pay } from './payouts.ts'
import type { ClaimStory } from './personas.ts'
import { openReturn } from './returns_desk.ts'
import type { Shop } from './shop.ts'
import { askWhereItIs, contact, notify, tellCustomer } from './support.ts'

/** Lets an order happen, from the click to the last payout, and leaves its mark on the customer. */
export function live(shop: Shop, order: Order): void {
  const { random } = shop
  const plan = planOrder(shop, order)
  order.promisedAt = promise(shop, order, plan)
  sendOrder(shop, order)
  tellCustomer(shop, order, undefined, order.at + random.between(10_000, 200_000), 'confirmed')
  if (random.chance(0.02))
    contact(
      shop,
      order.at + random.between(-1.5, 1) * DAY,
      random.pick(['product', 'payment', 'other']),
      order,
      order.account,
      0.3,
    )
  if (order.cancelledAt !== undefined) return
  order.parcels.push(...fulfil(shop, order, plan))
  let mood = 1
  for (const parcel of order.parcels) mood = Math.min(mood, receive(shop, order, parcel, plan))
  mood = Math.min(mood, sendBackSome(shop, order, plan))
  shop.people.mood[order.account] = mood
  shop.people.orders[order.account] = (shop.people.orders[order.account] as number) + 1
}

/** A parcel comes, or does not, and what follows from it. Returns the customer's mood. */
function receive(shop: Shop, order: Order, parcel: Parcel, plan: Plan): number {
  const { random, people, habits } = shop
  const persona = people.persona(order.account)
  const { journey } = parcel
  const delayTold = notify(shop, order, parcel)
  const asked = askWhereItIs(shop, order, parcel, persona, delayTold)
  const scene = {
    order,
    parcel,
    random,
    earlierClaims: people.claims[order.account] as number,
    level: habits.abuse,
  }
  const story = persona.claims?.(scene) ?? missesParcel(scene, persona) ?? missesItem(scene)
  if (journey.sentBackAt !== undefined && (story === undefined || story.at > journey.sentBackAt)) {
    repay(shop, order, parcel, journey.sentBackAt + random.between(0.5, 3) * DAY)
    return -1
  }
  if (story === undefined && journey.lostAt !== undefined && random.chance(0.7)) {
    repay(shop, order, parcel, journey.lostAt + random.between(0.2, 3) * DAY)
    claimFromCarrier(shop, parcel, 'lost', journey.lostAt)
    return -1
  }
  const late = journey.inHandAt === undefined ? 9 : (journey.inHandAt - order.promisedAt) / DAY
  if (story === undefined) {
    if (late > 2 && order.shippingCharged > 0 && asked && random.chance(0.5)) {
      pay(shop, order, {
        at: (journey.inHandAt ?? order.promisedAt + 9 * DAY) + random.between(0.1, 2) * DAY,
        kind: 'refund',
        amount: order.shippingCharged,
      })
    }
    return late > 2 ? -1 : late > 0 ? 0 : 1
  }
  const outcome = openClaim(shop, order, parcel, plan, story)
  if (random.chance(0.55))
    contact(
      shop,
      story.at - random.between(0, 2) * HOUR,
      'claim',
      order,
      order.account,
      outcome.given === 'nothing' ? -1.8 : -0.7,
    )
  if (outcome.given !== 'nothing')
    tellCustomer(shop, order, parcel.shipmentId, outcome.at + HOUR, 'refund_update')
  if (story.type === 'not_received') claimFromCarrier(shop, parcel, 'lost', outcome.at)
  else if (story.type === 'damaged') claimFromCarrier(shop, parcel, 'damaged', outcome.at)
  if (
    outcome.given !== 'nothing' &&
    persona.disputesPaid !== undefined &&
    random.chance(persona.disputesPaid)
  ) {
    disputePaid(shop, order, parcel, { ...story, at: outcome.at + random.skewed(16, 0.5) * DAY })
  }
  return outcome.given === 'nothing' ? -2 : outcome.given === 'reship' ? 0 : -1
}

/** Goes to the bank for what the shop has already given. */
function disputePaid(shop: Shop, order: Order, parcel: Parcel | undefined, story: ClaimStory): void {
  goToTheBank(shop, order, parcel, { ...story, abusive: true, kind: 'double_dip', chargeback: true })
}

/** The shop gives the money for a parcel back unasked. */
function repay(shop: Shop, order: Order, parcel: Parcel, at: number): void {
  for (const { line, quantity } of parcel.lines) {
    line.gone = line.quantity
    pay(shop, order, {
      at,
      kind: 'refund',
      amount: Math.round((line.unitPrice - line.discount / line.quantity) * quantity),
      lineNumber: line.number,
    })
  }
}

function sendBackSome(shop: Shop, order: Order, plan: Plan): number {
  const { random, people, habits } = shop
  const persona = people.persona(order.account)
  const hands = order.parcels.map((parcel) => parcel.journey.inHandAt).filter((at) => at !== undefined)
  if (hands.length < order.parcels.length) return 1
  const scene = { order, inHandAt: Math.max(...hands), random, level: habits.abuse }
  const story =
    (order.lines.some((line) => line.gone > 0) ? undefined : persona.returns?.(scene)) ??
    sendsBack(scene, persona)
  if (story === undefined) return 1
  const outcome = openReturn(shop, order, story)
  tellCustomer(shop, order, undefined, story.at + HOUR, 'return_update')
  if (outcome.refundedAt !== undefined)
    tellCustomer(shop, order, undefined, outcome.refundedAt + HOUR, 'refund_update')
  if (random.chance(0.13))
    contact(shop, story.at + random.between(-1, 8) * DAY, 'return', order, order.account, 0)
  if (outcome.refundedAt === undefined && outcome.deliveredAt !== undefined && random.chance(0.3)) {
    const at = outcome.deliveredAt + random.between(10, 30) * DAY
    contact(shop, at, 'refund', order, order.account, -1)
    openClaim(
      shop,
      order,
      undefined,
      plan,
      notCredited(
        shop,
        story.abusive,
        story.kind,
        story.lines[0]?.line ?? (order.lines[0] as Order['lines'][number]),
        at,
      ),
    )
    return -1
  }
  if (
    outcome.refundedAt !== undefined &&
    persona.disputesPaid !== undefined &&
    random.chance(persona.disputesPaid * 0.5)
  ) {
    const line = story.lines[0]?.line ?? (order.lines[0] as Order['lines'][number])
    const at = outcome.refundedAt + random.skewed(9, 0.6) * DAY
    const again: ClaimStory = {
      ...notCredited(shop, true, 'claim_on_returned_item', line, at),
      type: random.chance(0.5) ? 'not_received' : 'return_not_credited',
    }
    if (random.chance(0.5)) disputePaid(shop, order, undefined, again)
    else openClaim(shop, order, undefined, plan, again)
  }
  return 0
}

function notCredited(
  { random }: Shop,
  abusive: boolean,
  kind: string,
  line: Order['lines'][number],
  at: number,
): ClaimStory {
  return {
    type: 'return_not_credited',
    at,
    abusive,
    kind: abusive ? kind : 'waiting_for_refund',
    line,
    message: complaint('return_not_credited', random),
    insistence: abusive ? 0.3 : 0.15,
  }
}
