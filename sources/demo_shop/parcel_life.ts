import { DAY, HOUR } from './calendar.ts'
import { claimFromCarrier } from './carrier_claims.ts'
import { type ClaimOutcome, goToTheBank, openClaim } from './claims_desk.ts'
import type { Plan } from './fulfilment.ts'
import { missesItem, missesParcel } from './honest.ts'
import type { Order } from './order.ts'
import type { Parcel } from './parcels.ts'
import { pay } from './payouts.ts'
import type { ClaimStory } from './personas.ts'
import type { Shop } from './shop.ts'
import { askWhereItIs, contact, notify, tellCustomer } from './support.ts'

/** Share of those missing a parcel who never ask the shop. */
const STRAIGHT_TO_THE_BANK = 0.05

/** A parcel comes, or does not, and what follows from it. Returns the customer's mood, -2 to 1. */
export function receive(shop: Shop, order: Order, parcel: Parcel, plan: Plan): number {
  const { random, people, habits } = shop
  const persona = people.persona(order.account)
  const asked = askWhereItIs(shop, order, parcel, persona, notify(shop, order, parcel))
  const scene = {
    order,
    parcel,
    random,
    earlierClaims: people.claims[order.account] as number,
    level: habits.abuse,
  }
  const story = persona.claims?.(scene) ?? missesParcel(scene, persona) ?? missesItem(scene)
  if (repaidUnasked(shop, order, parcel, story)) return -1
  if (story === undefined) return unremarkable(shop, order, parcel, asked)
  const chargeback = story.type === 'not_received' && random.chance(STRAIGHT_TO_THE_BANK)
  const outcome = openClaim(shop, order, parcel, plan, { ...story, chargeback })
  afterClaim(shop, order, parcel, story, outcome)
  return outcome.given === 'nothing' ? -2 : outcome.given === 'reship' ? 0 : -1
}

/** The shop gives the money back by itself when a parcel returns to it, and often when the carrier writes one off. */
function repaidUnasked(shop: Shop, order: Order, parcel: Parcel, story: ClaimStory | undefined): boolean {
  const { random } = shop
  const { sentBackAt, lostAt } = parcel.journey
  const askedBefore = (at: number) => story !== undefined && story.at <= at
  if (sentBackAt !== undefined && !askedBefore(sentBackAt)) {
    repay(shop, order, parcel, sentBackAt + random.between(0.5, 3) * DAY)
    return true
  }
  if (lostAt === undefined || story !== undefined || !random.chance(0.7)) return false
  repay(shop, order, parcel, lostAt + random.between(0.2, 3) * DAY)
  claimFromCarrier(shop, parcel, 'lost', lostAt)
  return true
}

function repay(shop: Shop, order: Order, parcel: Parcel, at: number): void {
  for (const { line, quantity } of parcel.lines) {
    line.gone = line.quantity
    const amount = Math.round((line.unitPrice - line.discount / line.quantity) * quantity)
    pay(shop, order, { at, kind: 'refund', amount, lineNumber: line.number })
  }
}

/** No claim; someone who asked about a late parcel may get the shipping fee back. */
function unremarkable(shop: Shop, order: Order, { journey }: Parcel, asked: boolean): number {
  const { random } = shop
  const { inHandAt } = journey
  if (inHandAt === undefined) return -1
  const daysLate = (inHandAt - order.promisedAt) / DAY
  if (daysLate > 2 && order.shippingCharged > 0 && asked && random.chance(0.5)) {
    pay(shop, order, {
      at: inHandAt + random.between(0.1, 2) * DAY,
      kind: 'refund',
      amount: order.shippingCharged,
    })
  }
  return daysLate > 2 ? -1 : daysLate > 0 ? 0 : 1
}

function afterClaim(
  shop: Shop,
  order: Order,
  parcel: Parcel,
  story: ClaimStory,
  outcome: ClaimOutcome,
): void {
  const { random, people } = shop
  const refused = outcome.given === 'nothing'
  if (random.chance(0.55)) {
    contact(
      shop,
      story.at - random.between(0, 2) * HOUR,
      'claim',
      order,
      order.account,
      refused ? -1.8 : -0.7,
    )
  }
  if (story.type === 'not_received') claimFromCarrier(shop, parcel, 'lost', outcome.at)
  else if (story.type === 'damaged') claimFromCarrier(shop, parcel, 'damaged', outcome.at)
  if (refused) return
  tellCustomer(shop, order, parcel.shipmentId, outcome.at + HOUR, 'refund_update')
  const { disputesPaid } = people.persona(order.account)
  if (disputesPaid !== undefined && random.chance(disputesPaid)) {
    const at = outcome.at + random.skewed(16, 0.5) * DAY
    goToTheBank(shop, order, parcel, { ...story, at, abusive: true, kind: 'double_dip' })
  }
}
