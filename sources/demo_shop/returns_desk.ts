import { DAY } from './calendar.ts'
import { type Inspection, inspect } from './inspection.ts'
import { type Line, lineValue, type Order, unitValue } from './order.ts'
import { pay } from './payouts.ts'
import type { ReturnStory } from './personas.ts'
import { sendReturn, sendReturnLine } from './return_export.ts'
import { type ReturnParcel, sendReturnParcel } from './return_parcel.ts'
import { review } from './reviewers.ts'
import type { Shop } from './shop.ts'

export type ReturnOutcome = {
  readonly refundedAt: number | undefined
  /** The carrier says that it was delivered back. */
  readonly deliveredAt: number | undefined
}

type Part = { readonly line: Line; readonly quantity: number; readonly result: Inspection | undefined }
type Settlement = { readonly at: number | undefined; readonly share: number }

const METHODS = ['mail', 'store', 'pickup', 'locker'] as const
const METHOD_WEIGHTS = [68, 17, 5, 10]
const DOCKS = ['RTN-DAL', 'RTN-NJ1']
/** After this long a parcel delivered back that no dock has is looked into. */
const MISSING_AT_DOCK = 12 * DAY

/** Takes a return from its request to the shelf, refunding it early, on inspection, in part, or not at all. */
export function openReturn(shop: Shop, order: Order, story: ReturnStory): ReturnOutcome {
  const { random, truth, people, ids } = shop
  const returnId = ids.scrambled('RT')
  truth.case(
    story.at,
    'return',
    returnId,
    story.abusive,
    story.kind,
    order.customerId,
    people.persona(order.account).name,
  )
  const byMail = story.trick === 'other_address' || story.trick === 'empty'
  const method = byMail ? 'mail' : (METHODS[random.weighted(METHOD_WEIGHTS)] as string)
  const dock = random.pick(DOCKS)
  const approvedAt = story.at + (random.chance(0.8) ? random.between(0, 0.02) : random.between(0.1, 2)) * DAY
  const neverSent = !story.abusive && random.chance(0.05)
  const sentAt = approvedAt + random.skewed(2.2, 0.7) * DAY
  const parcel =
    method === 'store'
      ? undefined
      : sendReturnParcel(shop, order, story, { dock, approvedAt, sentAt, neverSent })
  sendReturn(shop, order, story, { returnId, method, dock, approvedAt }, parcel)
  const arrivedAt = method === 'store' && !neverSent ? sentAt : parcel?.dockedAt
  const parts = story.lines.map((part): Part => {
    const result =
      arrivedAt === undefined ? undefined : inspect(shop, part.line, part.quantity, story, arrivedAt)
    sendReturnLine(shop, order, story, returnId, part, result)
    return { ...part, result }
  })
  const early = parcel?.firstScanAt !== undefined && random.chance(shop.habits.earlyRefundShare)
  const settlement = settle(shop, order, story, returnId, parts, parcel, early)
  return {
    refundedAt: refund(shop, order, returnId, parts, early, settlement),
    deliveredAt: parcel?.deliveredAt,
  }
}

/** When and how much of the price is given back: by routine, or as a reviewer says. */
function settle(
  shop: Shop,
  order: Order,
  story: ReturnStory,
  caseId: string,
  parts: readonly Part[],
  parcel: ReturnParcel | undefined,
  early: boolean,
): Settlement {
  const { random, habits, people } = shop
  const results = parts.map(({ result }) => result).filter((result) => result !== undefined)
  const bad = results.some(looksWrong)
  const worn = results.some(({ grade }) => grade === 'used')
  const inspectedAt =
    results.length === 0 ? undefined : Math.max(...results.map((result) => result.inspectedAt))
  const missing = inspectedAt === undefined && parcel?.deliveredAt !== undefined
  const openedAt =
    inspectedAt ?? (missing && random.chance(0.4) ? parcel.deliveredAt + MISSING_AT_DOCK : undefined)
  const earlyAt = early ? (parcel?.firstScanAt as number) + random.between(0.1, 1) * DAY : undefined
  const interest = bad || missing ? 0.5 : habits.returnReviewShare * (worn ? 4 : 0.6)
  if (openedAt !== undefined && random.chance(interest)) {
    const fault = bad && !story.abusive ? 'warehouse_fault' : 'legitimate'
    const looks = bad ? 0.8 : missing ? 0.6 : worn ? 0.45 : 0.05
    const verdict = review(shop, {
      caseType: 'return',
      caseId,
      openedAt,
      abusive: story.abusive,
      fault,
      looks,
    })
    if (verdict.denied) people.deny(order.account)
    const at = verdict.denied ? undefined : verdict.at + random.between(0.05, 1) * DAY
    return { at: earlyAt ?? at, share: verdict.partial ? 0.5 : 1 }
  }
  if (earlyAt !== undefined) return { at: earlyAt, share: 1 }
  if (inspectedAt !== undefined) {
    return { at: inspectedAt + random.skewed(1.2, 0.6) * DAY, share: worn && random.chance(0.25) ? 0.7 : 1 }
  }
  const given = missing && random.chance(0.55)
  return { at: given ? parcel.deliveredAt + random.between(5, 14) * DAY : undefined, share: 1 }
}

function looksWrong({ grade, received, announced }: Inspection): boolean {
  return grade === 'empty' || grade === 'wrong_item' || grade === 'parts_missing' || received < announced
}

/** Pays for the units that came, or, when nobody counted yet, for those announced. Returns when, if anything was paid. */
function refund(
  shop: Shop,
  order: Order,
  returnId: string,
  parts: readonly Part[],
  early: boolean,
  { at, share }: Settlement,
): number | undefined {
  const { random } = shop
  let total = 0
  for (const { line, quantity, result } of parts) {
    line.gone = Math.min(line.quantity, line.gone + quantity)
    const uncounted = early || result === undefined || random.chance(0.3)
    const credited = uncounted ? quantity : Math.min(quantity, result.received)
    if (at === undefined || credited === 0) continue
    const value =
      credited === line.quantity ? lineValue(line) : Math.min(lineValue(line), unitValue(line) * credited)
    const amount = Math.round(value * share)
    pay(shop, order, {
      at,
      kind: random.chance(0.06) ? 'credit' : 'refund',
      amount,
      lineNumber: line.number,
      returnId,
    })
    total += amount
  }
  return total > 0 ? at : undefined
}
