import { DAY, HOUR, iso } from './calendar.ts'
import { CANADIAN_PRICE } from './currencies.ts'
import { dispatch, type Plan } from './fulfilment.ts'
import { money } from './money.ts'
import { type Line, lineValue, type Order, unitValue } from './order.ts'
import type { Parcel } from './parcels.ts'
import { chargeBack, pay } from './payouts.ts'
import type { ClaimStory } from './personas.ts'
import { review } from './reviewers.ts'
import type { Shop } from './shop.ts'

export type ClaimOutcome = { readonly at: number; readonly given: 'refund' | 'reship' | 'credit' | 'nothing' }

type Decided = { readonly at: number; readonly denied: boolean; readonly share: number }

const CHANNELS = ['portal', 'support', 'social', 'marketplace'] as const
const CHANNEL_WEIGHTS = [52, 36, 5, 7]
const REASON_CODES = ['13.1', '4853', 'C08', '4755']
/** What a new parcel can put right. */
const REPLACED = new Set(['not_received', 'missing_item', 'damaged', 'wrong_item'])
const WAREHOUSE_TYPES = new Set(['missing_item', 'wrong_item'])

/** Takes a claim, decides on it by routine or by a reviewer, and gives what was decided. */
export function openClaim(
  shop: Shop,
  order: Order,
  parcel: Parcel | undefined,
  plan: Plan,
  story: ClaimStory,
): ClaimOutcome {
  const { random, people } = shop
  const claimId = shop.ids.scrambled('CL')
  const amount = claimed(parcel, order, story)
  const chargeback = story.chargeback === true
  const earlier = people.claims[order.account] as number
  sendClaim(shop, order, parcel, story, claimId, amount, chargeback)
  people.claims[order.account] = earlier + 1
  if (chargeback) {
    chargeBack(
      shop,
      order,
      { at: story.at + random.between(0, 3) * HOUR, amount, lineNumber: story.line?.number, claimId },
      parcel?.journey.deliveredAt !== undefined,
    )
    return { at: story.at, given: 'refund' }
  }

  const decided = decide(shop, story, claimId, suspicion(parcel, amount, earlier))
  const { at } = decided
  if (!decided.denied) return give(shop, order, parcel, plan, story, { ...decided, claimId, amount })
  people.deny(order.account)
  if (random.chance(story.insistence)) {
    goToTheBank(shop, order, parcel, { ...story, at: at + random.skewed(12, 0.5) * DAY })
  }
  return { at, given: 'nothing' }
}

/** By routine most claims are paid; some wait for a reviewer, and some of those are paid before the reviewer is done. */
function decide(shop: Shop, story: ClaimStory, caseId: string, looks: number): Decided {
  const { random, habits } = shop
  const routine = {
    at: story.at + random.skewed(0.9, 0.8) * DAY,
    denied: false,
    share: random.chance(0.05) ? random.between(0.3, 0.7) : 1,
  }
  if (!random.chance(habits.claimReviewShare * (0.55 + looks)))
    return { ...routine, denied: random.chance(0.05) }
  const { abusive } = story
  const verdict = review(shop, {
    caseType: 'claim',
    caseId,
    openedAt: story.at,
    abusive,
    fault: fault(story),
    looks,
  })
  if (random.chance(0.1)) return routine
  const at = verdict.at + random.between(0.02, 1) * DAY
  return { at, denied: verdict.denied, share: verdict.partial ? 0.5 : routine.share }
}

function give(
  shop: Shop,
  order: Order,
  parcel: Parcel | undefined,
  plan: Plan,
  story: ClaimStory,
  { at, share, claimId, amount }: Decided & { claimId: string; amount: number },
): ClaimOutcome {
  const { random } = shop
  const lines = claimedLines(parcel, story)
  const lineNumber = story.line?.number
  if (share === 1 && REPLACED.has(story.type) && random.chance(0.3)) {
    const reship = dispatch(shop, order, plan, lines, at, true)
    const goods = lines.reduce((sum, { line, quantity }) => sum + line.unitCost * quantity, 0)
    const freight = order.currency === 'CAD' ? Math.round(reship.freight * CANADIAN_PRICE) : reship.freight
    pay(shop, order, { at, kind: 'reship', amount: goods + freight, lineNumber, claimId })
    return { at, given: 'reship' }
  }
  for (const { line, quantity } of lines) line.gone = Math.min(line.quantity, line.gone + quantity)
  const kind = random.chance(0.12) ? 'credit' : 'refund'
  pay(shop, order, { at, kind, amount: Math.round(amount * share), lineNumber, claimId })
  return { at, given: kind }
}

/** The claimant disputes the payment with the bank, which comes back as a claim of its own. */
export function goToTheBank(shop: Shop, order: Order, parcel: Parcel | undefined, story: ClaimStory): void {
  const claimId = shop.ids.scrambled('CL')
  const amount = claimed(parcel, order, story)
  sendClaim(shop, order, parcel, story, claimId, amount, true)
  chargeBack(
    shop,
    order,
    { at: story.at, amount, lineNumber: story.line?.number, claimId },
    parcel?.journey.deliveredAt !== undefined,
  )
}

function sendClaim(
  shop: Shop,
  order: Order,
  parcel: Parcel | undefined,
  story: ClaimStory,
  claimId: string,
  amount: number,
  chargeback: boolean,
): void {
  const { random, exporter, truth, people } = shop
  truth.case(
    story.at,
    'claim',
    claimId,
    story.abusive,
    story.kind,
    order.customerId,
    people.persona(order.account).name,
  )
  exporter.send('claims', story.at, {
    claim_id: claimId,
    order_id: order.id,
    shipment_id: parcel !== undefined && random.chance(0.9) ? parcel.shipmentId : undefined,
    line_number: story.line?.number,
    claimed_at: iso(story.at),
    type: story.type,
    channel: chargeback ? 'chargeback' : CHANNELS[random.weighted(CHANNEL_WEIGHTS)],
    amount: money(amount),
    currency: order.currency,
    message: chargeback || random.chance(0.06) ? undefined : story.message,
    chargeback_reason: chargeback ? random.pick(REASON_CODES) : undefined,
    updated_at: iso(story.at),
  })
}

function claimedLines(
  parcel: Parcel | undefined,
  story: ClaimStory,
): readonly { line: Line; quantity: number }[] {
  if (story.line !== undefined) return [{ line: story.line, quantity: story.quantity ?? story.line.quantity }]
  return parcel?.lines ?? []
}

function claimed(parcel: Parcel | undefined, order: Order, story: ClaimStory): number {
  const lines = claimedLines(parcel, story)
  if (lines.length === 0) return order.items
  return lines.reduce(
    (sum, { line, quantity }) =>
      sum + (quantity === line.quantity ? lineValue(line) : unitValue(line) * quantity),
    0,
  )
}

/** What a glance at the screen tells: value, earlier claims, a proof of delivery. */
function suspicion(parcel: Parcel | undefined, amount: number, earlier: number): number {
  const proof = parcel?.journey.proof
  const proven =
    parcel?.journey.deliveredAt === undefined
      ? 0
      : proof === 'signature' || proof === 'pin'
        ? 0.35
        : proof === 'photo'
          ? 0.2
          : 0.05
  return Math.min(1, proven + 0.2 * Math.min(3, earlier) + (amount > 20_000 ? 0.2 : 0))
}

function fault(story: ClaimStory): 'carrier_fault' | 'warehouse_fault' | 'legitimate' {
  if (story.abusive || story.kind === 'overlooked') return 'legitimate'
  if (WAREHOUSE_TYPES.has(story.type)) return 'warehouse_fault'
  return story.type === 'not_received' || story.type === 'damaged' ? 'carrier_fault' : 'legitimate'
}
