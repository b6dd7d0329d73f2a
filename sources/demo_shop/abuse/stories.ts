import { DAY } from '../calendar.ts'
import { complaint, returnComment, scripted } from '../messages.ts'
import type { Line, Order } from '../order.ts'
import type { ClaimStory, OrderScene, ParcelScene, ReturnStory, ReturnTrick } from '../personas.ts'

/** A claim that a parcel in hand never came. */
export function denyReceipt(
  { parcel, random }: ParcelScene,
  patience: number,
  insistence: number,
  script?: number,
): ClaimStory | undefined {
  const { inHandAt, deliveredAt } = parcel.journey
  if (inHandAt === undefined) return undefined
  return {
    type: 'not_received',
    at: Math.max(inHandAt, deliveredAt ?? 0) + random.skewed(patience, 0.75) * DAY,
    abusive: true,
    kind: 'false_non_receipt',
    message: script === undefined ? complaint('not_received', random) : scripted(script, random),
    insistence,
  }
}

/** A claim that something in a parcel in hand was missing or broken. */
export function denyItem({ parcel, random }: ParcelScene, insistence: number): ClaimStory | undefined {
  const { inHandAt } = parcel.journey
  if (inHandAt === undefined) return undefined
  const { line, quantity } = dearest(parcel.lines)
  const type = parcel.lines.length > 1 && random.chance(0.6) ? 'missing_item' : 'damaged'
  return {
    type,
    at: inHandAt + random.skewed(1.6, 0.8) * DAY,
    abusive: true,
    kind: type === 'damaged' ? 'false_damage' : 'false_missing_item',
    line,
    quantity,
    message: complaint(type, random),
    insistence,
  }
}

/** Sends the dearest line back with a trick. */
export function trickReturn(
  { order, inHandAt, random }: OrderScene,
  days: number,
  trick: ReturnTrick,
  kind: string,
  reasons: readonly string[],
): ReturnStory | undefined {
  const takenBack = returnable(order)
  if (takenBack.length === 0) return undefined
  const { line, quantity } = dearest(takenBack.map((line) => ({ line, quantity: line.quantity })))
  const reason = random.pick(reasons)
  return {
    at: inHandAt + Math.min(45, random.skewed(days, 0.5)) * DAY,
    abusive: true,
    kind,
    lines: [{ line, quantity }],
    reason,
    comment: returnComment(reason, random),
    trick,
  }
}

/** What the shop takes back at all. */
export function returnable({ lines }: Order): Line[] {
  return lines.filter((line) => !line.product.finalSale && line.mistake !== 'missing')
}

function dearest<T extends { line: Line }>(lines: readonly T[]): T {
  return lines.reduce((a, b) => (b.line.unitPrice > a.line.unitPrice ? b : a))
}
