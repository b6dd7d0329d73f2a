import { DAY } from './calendar.ts'
import { complaint, returnComment } from './messages.ts'
import type { Line } from './order.ts'
import type { ClaimStory, OrderScene, ParcelScene, Persona, ReturnStory } from './personas.ts'

/** What an honest customer tells the shop about a parcel that is not there, or that they think is not there. */
export function missesParcel(scene: ParcelScene, persona: Persona): ClaimStory | undefined {
  const { order, parcel, random } = scene
  const { fate, inHandAt, deliveredAt } = parcel.journey
  const expected = Math.max(order.promisedAt, parcel.promisedAt)
  const say = (at: number, kind: string): ClaimStory => ({
    type: 'not_received',
    at,
    abusive: false,
    kind,
    message: complaint('not_received', random),
    insistence: kind === 'overlooked' ? 0.05 : 0.3,
  })
  const lookedFor = (deliveredAt ?? expected) + random.skewed(1.3, 0.8) * DAY
  if (fate === 'stolen')
    return random.chance(worthIt(parcel.value, 0.9)) ? say(lookedFor, 'porch_theft') : undefined
  if (fate === 'misdelivered')
    return random.chance(worthIt(parcel.value, 0.92)) ? say(lookedFor, 'misdelivered') : undefined
  if (inHandAt !== undefined && deliveredAt !== undefined && inHandAt > deliveredAt + DAY / 4) {
    return lookedFor < inHandAt && random.chance(0.8) ? say(lookedFor, 'brought_by_neighbour') : undefined
  }
  const outOfPatience = expected + (random.skewed(4.5, 0.55) / persona.impatience) * DAY
  if (inHandAt === undefined) {
    if (fate === 'sent_back' && outOfPatience > (parcel.journey.sentBackAt ?? 0)) return undefined
    return random.chance(worthIt(parcel.value, fate === 'sent_back' ? 0.4 : 0.93))
      ? say(outOfPatience, fate === 'sent_back' ? 'sent_back' : 'lost_in_transit')
      : undefined
  }
  if (outOfPatience < inHandAt)
    return random.chance(Math.min(0.6, 0.22 * persona.impatience))
      ? say(outOfPatience, 'late_not_lost')
      : undefined
  const tookIn = fate === 'taken_in_by_other' ? 0.004 + persona.overlooking : persona.overlooking
  return deliveredAt !== undefined && random.chance(tookIn)
    ? say(deliveredAt + random.skewed(1.2, 0.7) * DAY, 'overlooked')
    : undefined
}

/** What an honest customer tells about what was in the parcel. */
export function missesItem({ parcel, random }: ParcelScene): ClaimStory | undefined {
  const { inHandAt, damaged } = parcel.journey
  if (inHandAt === undefined) return undefined
  for (const { line, quantity } of parcel.lines) {
    const say = (type: ClaimStory['type'], kind: string): ClaimStory => ({
      type,
      at: inHandAt + random.skewed(0.9, 0.8) * DAY,
      abusive: false,
      kind,
      line,
      quantity,
      message: complaint(type, random),
      insistence: 0.1,
    })
    if (line.mistake === 'missing')
      return random.chance(0.9) ? say('missing_item', 'packed_short') : undefined
    if (line.mistake === 'wrong') return random.chance(0.6) ? say('wrong_item', 'picked_wrong') : undefined
    if (damaged && random.chance(0.4 + 60 * line.product.category.fragility))
      return say('damaged', 'damaged_in_transit')
    if (random.chance(0.0003)) return say('not_as_described', 'disappointed')
  }
  return undefined
}

/** What an honest customer sends back, and when. */
export function sendsBack(
  { order, inHandAt, random }: OrderScene,
  persona: Persona,
): ReturnStory | undefined {
  const lines: { line: Line; quantity: number }[] = []
  const tooLate = inHandAt > order.promisedAt + 3 * DAY
  const styles = new Map<string, Line[]>()
  for (const line of order.lines)
    styles.set(line.product.style, [...(styles.get(line.product.style) ?? []), line])
  let several = false
  for (const siblings of styles.values()) {
    const kept = siblings.length > 1 ? random.below(siblings.length) : -1
    for (const [i, line] of siblings.entries()) {
      if (line.gone >= line.quantity || line.product.finalSale || line.mistake === 'missing') continue
      const rate =
        line.product.category.returnRate *
        persona.returning *
        (tooLate ? 1.4 : 1) *
        (line.mistake === 'wrong' ? 8 : 1)
      if (kept >= 0 ? i !== kept && random.chance(0.92) : random.chance(Math.min(0.75, rate))) {
        several ||= kept >= 0
        lines.push({
          line,
          quantity: kept >= 0 ? line.quantity - line.gone : random.whole(1, line.quantity - line.gone),
        })
      }
    }
  }
  const first = lines[0]
  if (first === undefined) return undefined
  const reason = several ? 'size' : honestReason(first.line, tooLate, random)
  return {
    at: inHandAt + Math.min(50, random.skewed(6, 0.75)) * DAY,
    abusive: false,
    kind: several ? 'bracketing' : 'honest_return',
    lines,
    reason,
    comment: returnComment(reason, random),
    trick: 'none',
  }
}

function honestReason(line: Line, tooLate: boolean, random: OrderScene['random']): string {
  if (line.mistake === 'wrong') return 'wrong_item'
  if (tooLate && random.chance(0.4)) return 'late'
  const sized = line.product.size !== ''
  const reasons = [
    'size',
    'fit',
    'changed_mind',
    'not_as_described',
    'defective',
    'damaged',
    'other',
  ] as const
  return reasons[random.weighted(sized ? [40, 22, 19, 9, 2, 1, 7] : [0, 0, 46, 22, 14, 5, 13])] as string
}

/** The cheaper the loss, the fewer bother. */
function worthIt(cents: number, atMost: number): number {
  return atMost * (cents / (cents + 900))
}
