import { DAY } from '../calendar.ts'
import { returnComment } from '../messages.ts'
import type { Persona } from '../personas.ts'
import { returnable } from './stories.ts'

/** Announces more units than go into the box. */
export const OVERSTATER: Persona = {
  name: 'overstater',
  share: 0.004,
  activity: 1.3,
  returning: 1.2,
  impatience: 1,
  overlooking: 0.0003,
  taste: 'usual',
  returns: ({ order, inHandAt, random, level }) => {
    const units = order.lines.reduce((sum, line) => sum + line.quantity, 0)
    if (units < 2 || !random.chance(0.24 * level)) return undefined
    const lines = returnable(order)
      .slice(0, 3)
      .map((line) => ({ line, quantity: line.quantity }))
    if (lines.length === 0) return undefined
    const reason = random.pick(['changed_mind', 'size', 'other'])
    return {
      at: inHandAt + random.skewed(9, 0.5) * DAY,
      abusive: true,
      kind: 'overstated_quantity',
      lines,
      reason,
      comment: returnComment(reason, random),
      trick: 'fewer',
    }
  },
}
