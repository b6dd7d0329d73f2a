import { DAY, month, weekday } from '../calendar.ts'
import { returnComment } from '../messages.ts'
import type { Persona } from '../personas.ts'
import { returnable } from './stories.ts'

const PARTY_MONTHS = new Set([4, 5, 9, 11])

/** Wears or uses it for the occasion and sends it back after the weekend. */
export const WARDROBER: Persona = {
  name: 'wardrober',
  share: 0.013,
  activity: 1.3,
  returning: 1.1,
  impatience: 1.1,
  overlooking: 0.0003,
  taste: 'usual',
  returns: ({ order, inHandAt, random, level }) => {
    const worn = returnable(order).filter((line) =>
      random.chance(line.product.category.wearOnce * (line.unitPrice > 7000 ? 0.5 : 0.15) * level),
    )
    if (worn.length === 0) return undefined
    if (!random.chance(PARTY_MONTHS.has(month(inHandAt)) ? 1 : 0.65)) return undefined
    const held = random.between(6, 24)
    const untilMonday = (8 - weekday(inHandAt + held * DAY)) % 7
    const reason = random.pick(['changed_mind', 'size', 'fit', 'not_as_described'])
    return {
      at: inHandAt + (held + untilMonday * 0.8) * DAY,
      abusive: true,
      kind: 'wardrobing',
      lines: worn.map((line) => ({ line, quantity: 1 })),
      reason,
      comment: returnComment(reason, random),
      trick: 'worn',
    }
  },
}
