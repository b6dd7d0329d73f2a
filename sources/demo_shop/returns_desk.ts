import { DAY, iso } from './calendar.ts'
import { type Inspection, inspect } from './inspection.ts'
import { money } from './money.ts'
import { type Line, lineValue, type Order, unitValue } from './order.ts'
import { pay } from './payouts.ts'
import type { ReturnStory } from './personas.ts'
import { sendReturnParcel } from './return_parcel.ts'
import { review } from './reviewers.ts'
import type { Shop } from './shop.ts'

export type ReturnOutcome = {
  readonly returnId: string
  readonly refundedAt: number | undefined
  readonly amount: number
  readonly deliveredAt: number | undefined
}

type Stage = { readonly at: number; readonly values: Record<string, string | number | boolean | undefined> }

const METHODS = ['mail', 'store', 'pickup', 'locker'] as const
const METHOD_WEIGHTS = [68, 17, 5, 10]
const DOCKS = ['RTN-DAL', 'RTN-NJ1']

/** Takes a return from its request to the shelf, refunding it early, on inspection, in part, or not at all. */
export function openReturn(shop: Shop, order: Order, story: ReturnStory): ReturnOutcome {
  const { random, habits } = shop
  const returnId = shop.ids.scrambled('RT')
  const byMail = story.trick === 'other_address' || story.trick === 'empty'
  const method = byMail ? 'mail' : (METHODS[random.weighted(METHOD_WEIGHTS)] as string)
  const dock = random.pick(DOCKS)
  const neverSent = !story.abusive && random.chance(0.05)
  const sentAt = story.at + random.skewed(2.2, 0.7) * DAY
  const parcel =
    method === 'store' ? undefined : sendReturnParcel(shop, order, story, dock, sentAt, neverSent)
  sendReturn(shop, order, story, returnId, method, dock, parcel)

  const arrived = method === 'store' ? sentAt : parcel?.dockedAt
  const inspections = story.lines.map((part) => ({
    ...part,
    result:
      arrived === undefined || neverSent
        ? undefined
        : inspect(shop, part.line, part.quantity, story, arrived),
  }))
  let lastInspection: number | undefined
  for (const { line, quantity, result } of inspections) {
    sendLine(shop, order, story, returnId, line, quantity, result)
    if (result !== undefined) lastInspection = Math.max(lastInspection ?? 0, result.inspectedAt)
  }
  const bad = inspections.some(
    ({ result }) =>
      result !== undefined &&
      (result.grade === 'empty' ||
        result.grade === 'wrong_item' ||
        result.grade === 'parts_missing' ||
        result.received < result.announced),
  )
  const worn = inspections.some(({ result }) => result?.grade === 'used')
  const early = parcel?.firstScanAt !== undefined && random.chance(habits.earlyRefundShare)
  const looks = bad ? 0.8 : worn ? 0.45 : 0.05
  const openedAt =
    lastInspection ?? (parcel?.deliveredAt === undefined ? undefined : parcel.deliveredAt + 12 * DAY)
  let refundAt = early
    ? (parcel?.firstScanAt as number) + random.between(0.1, 1) * DAY
    : lastInspection === undefined
      ? undefined
      : lastInspection + random.skewed(1.2, 0.6) * DAY
  let share = 1
  if (
    openedAt !== undefined &&
    (arrived !== undefined || random.chance(0.4)) &&
    random.chance(bad ? 0.5 : worn ? habits.returnReviewShare * 4 : habits.returnReviewShare * 0.6)
  ) {
    const verdict = review(shop, {
      caseType: 'return',
      caseId: returnId,
      openedAt,
      abusive: story.abusive,
      fault: bad && !story.abusive ? 'warehouse_fault' : 'legitimate',
      looks,
    })
    if (!early) refundAt = verdict.denied ? undefined : verdict.at + random.between(0.05, 1) * DAY
    if (verdict.partial) share = 0.5
    if (verdict.denied)
      shop.people.denials[order.account] = Math.min(200, (shop.people.denials[order.account] as number) + 1)
  } else if (
    !early &&
    lastInspection === undefined &&
    parcel?.deliveredAt !== undefined &&
    random.chance(0.55)
  ) {
    refundAt = parcel.deliveredAt + random.between(5, 14) * DAY
  } else if (worn && random.chance(0.25)) share = 0.7
  return {
    returnId,
    ...refund(shop, order, returnId, inspections, early, refundAt, share),
    deliveredAt: parcel?.deliveredAt,
  }
}

function refund(
  shop: Shop,
  order: Order,
  returnId: string,
  parts: readonly { line: Line; quantity: number; result: Inspection | undefined }[],
  early: boolean,
  at: number | undefined,
  share: number,
): { refundedAt: number | undefined; amount: number } {
  let total = 0
  for (const { line, quantity, result } of parts) {
    line.gone = Math.min(line.quantity, line.gone + quantity)
    const credited =
      early || result === undefined || shop.random.chance(0.3)
        ? quantity
        : Math.min(quantity, result.received)
    if (at === undefined || credited === 0) continue
    const full =
      credited === line.quantity ? lineValue(line) : Math.min(lineValue(line), unitValue(line) * credited)
    const amount = Math.round(full * share)
    pay(shop, order, {
      at,
      kind: shop.random.chance(0.06) ? 'credit' : 'refund',
      amount,
      lineNumber: line.number,
      returnId,
    })
    total += amount
  }
  return { refundedAt: total > 0 ? at : undefined, amount: total }
}

function sendReturn(
  { random, exporter, truth, people }: Shop,
  order: Order,
  story: ReturnStory,
  returnId: string,
  method: string,
  dock: string,
  parcel: ReturnType<typeof sendReturnParcel> | undefined,
): void {
  const approvedAt = story.at + (random.chance(0.8) ? random.between(0, 0.02) : random.between(0.1, 2)) * DAY
  truth.case(
    story.at,
    'return',
    returnId,
    story.abusive,
    story.kind,
    order.customerId,
    people.persona(order.account).name,
  )
  const base = {
    return_id: returnId,
    order_id: order.id,
    requested_at: iso(story.at),
    method,
    channel: random.pick(['portal', 'portal', 'app', 'support']),
  }
  exporter.send('returns', story.at, { ...base, updated_at: iso(story.at) })
  exporter.send('returns', approvedAt, {
    ...base,
    carrier: parcel?.carrier,
    tracking_number: parcel?.trackingNumber,
    destination_facility: method === 'store' ? undefined : dock,
    approved_at: iso(approvedAt),
    label_amount: method === 'store' ? money(0) : money(parcel?.labelCost ?? 0),
    updated_at: iso(approvedAt),
  })
}

/** A line is sent when announced, and again as it is received, inspected and disposed of. */
function sendLine(
  { random, exporter }: Shop,
  order: Order,
  story: ReturnStory,
  returnId: string,
  line: Line,
  quantity: number,
  result: Inspection | undefined,
): void {
  const announced = {
    return_id: returnId,
    order_id: order.id,
    line_number: line.number,
    quantity,
    reason: story.reason,
    comment: story.comment,
    currency: 'USD',
  }
  const stages: Stage[] = [{ at: story.at, values: announced }]
  const add = (at: number, values: Stage['values']) =>
    stages.push({ at, values: { ...(stages.at(-1) as Stage).values, ...values } })
  if (result !== undefined) {
    add(result.receivedAt, {
      received_at: iso(result.receivedAt),
      received_quantity: result.received,
      received_weight_grams: result.grams,
    })
    add(result.inspectedAt, {
      inspected_at: iso(result.inspectedAt),
      grade: result.grade,
      serial_matches: result.serialMatches,
      tags_attached: result.tags,
      processing_amount: money(result.processing),
    })
    add(result.disposedAt, {
      disposition: result.disposition,
      disposed_at: iso(result.disposedAt),
      recovered_amount: money(result.recovered),
      sellable_at: result.sellableAt === undefined ? undefined : iso(result.sellableAt),
    })
  }
  for (const { at, values } of stages) {
    exporter.send(
      'return_lines',
      at,
      { ...values, updated_at: iso(at) },
      at === story.at && random.chance(0.01) ? random.whole(6, 14) : 0,
    )
  }
}
