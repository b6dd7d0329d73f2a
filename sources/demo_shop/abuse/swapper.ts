import type { Persona } from '../personas.ts'
import { trickReturn } from './stories.ts'

/** Keeps the good one and sends back an empty box, an old one, or one without its parts. */
export const SWAPPER: Persona = {
  name: 'swapper',
  share: 0.0045,
  activity: 1.3,
  returning: 1,
  impatience: 1,
  overlooking: 0.0003,
  taste: 'dear',
  returns: (scene) => {
    const { order, random, level } = scene
    const dear = Math.max(...order.lines.map((line) => line.unitPrice))
    if (!random.chance((dear > 12_000 ? 0.26 : 0.09) * level)) return undefined
    const serialized = order.lines.some((line) => line.product.serialized)
    const way = random.next()
    if (way < 0.38)
      return trickReturn(scene, 8, 'empty', 'empty_box', ['defective', 'changed_mind', 'not_as_described'])
    if (way < 0.8 || !serialized)
      return trickReturn(scene, 12, 'decoy', 'swapped_item', ['defective', 'not_as_described', 'wrong_item'])
    return trickReturn(scene, 14, 'stripped', 'parts_stripped', ['defective', 'changed_mind'])
  },
}
