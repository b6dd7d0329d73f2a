import { DAY, HOUR } from './calendar.ts'
import { goToTheBank, openClaim } from './claims_desk.ts'
import { fulfil, type Plan, planOrder, promise } from './fulfilment.ts'
import { sendsBack } from './honest.ts'
import { complaint } from './messages.ts'
import type { Line, Order } from './order.ts'
import { sendOrder } from './order_export.ts'
import { receive } from './parcel_life.ts'
import type { ClaimStory } from './personas.ts'
import { openReturn, type ReturnOutcome } from './returns_desk.ts'
import type { Shop } from './shop.ts'
import { contact, tellCustomer } from './support.ts'

/** Lets an order happen, from the click to the last payout, and leaves its mark on the customer. */
export function live(shop: Shop, order: Order): void {
  const { random, people } = shop
  const plan = planOrder(shop, order)
  order.promisedAt = promise(shop, order, plan)
  sendOrder(shop, order)
  tellCustomer(shop, order, undefined, order.at + random.between(10_000, 200_000), 'confirmed')
  if (random.chance(0.027)) {
    contact(
      shop,
      order.at + random.between(0, 1.5) * DAY,
      random.pick(['product', 'payment', 'other']),
      order,
      order.account,
      0.3,
    )
  }
  if (order.cancelledAt !== undefined) return
  order.parcels.push(...fulfil(shop, order, plan))
  let mood = 1
  for (const parcel of order.parcels) mood = Math.min(mood, receive(shop, order, parcel, plan))
  people.mood[order.account] = Math.min(mood, sendBackSome(shop, order, plan))
}

/** What comes back of an order that is in hand. Returns the customer's mood. */
function sendBackSome(shop: Shop, order: Order, plan: Plan): number {
  const { random, people, habits } = shop
  const persona = people.persona(order.account)
  const hands = order.parcels.map((parcel) => parcel.journey.inHandAt).filter((at) => at !== undefined)
  if (hands.length < order.parcels.length) return 1
  const scene = { order, inHandAt: Math.max(...hands), random, level: habits.abuse }
  const untouched = order.lines.every((line) => line.gone === 0)
  const story = (untouched ? persona.returns?.(scene) : undefined) ?? sendsBack(scene, persona)
  if (story === undefined) return 1
  const outcome = openReturn(shop, order, story)
  tellCustomer(shop, order, undefined, story.at + HOUR, 'return_update')
  if (outcome.refundedAt !== undefined)
    tellCustomer(shop, order, undefined, outcome.refundedAt + HOUR, 'refund_update')
  if (random.chance(0.18))
    contact(shop, story.at + random.between(0, 8) * DAY, 'return', order, order.account, 0)
  const waiting = outcome.refundedAt === undefined && outcome.deliveredAt !== undefined && random.chance(0.3)
  if (waiting) {
    const at = outcome.deliveredAt + random.between(10, 30) * DAY
    contact(shop, at, 'refund', order, order.account, -1)
    const kind = story.abusive ? story.kind : 'waiting_for_refund'
    openClaim(shop, order, undefined, plan, notCredited(shop, story.abusive, kind, firstLine(story), at))
    return -1
  }
  claimAgain(shop, order, plan, outcome, firstLine(story), (persona.disputesPaid ?? 0) * 0.5)
  return 0
}

/** Claims, from the shop or the bank, what a return has already brought back. */
function claimAgain(
  shop: Shop,
  order: Order,
  plan: Plan,
  { refundedAt }: ReturnOutcome,
  line: Line,
  chance: number,
): void {
  const { random } = shop
  if (refundedAt === undefined || !random.chance(chance)) return
  const at = refundedAt + random.skewed(9, 0.6) * DAY
  const again = notCredited(shop, true, 'claim_on_returned_item', line, at)
  const story: ClaimStory = random.chance(0.5) ? { ...again, type: 'not_received' } : again
  if (random.chance(0.5)) goToTheBank(shop, order, undefined, { ...story, kind: 'double_dip' })
  else openClaim(shop, order, undefined, plan, story)
}

function notCredited({ random }: Shop, abusive: boolean, kind: string, line: Line, at: number): ClaimStory {
  const message = complaint('return_not_credited', random)
  return { type: 'return_not_credited', at, abusive, kind, line, message, insistence: 0.3 }
}

function firstLine({ lines }: { readonly lines: readonly { readonly line: Line }[] }): Line {
  return (lines[0] as { line: Line }).line
}
