import type { Persona } from '../personas.ts'
import { denyItem, denyReceipt } from './stories.ts'

/** Opens the next account when one has claimed; the same door, often the same phone, card or tablet. */
export const ACCOUNT_HOPPER: Persona = {
  name: 'account_hopper',
  share: 0,
  activity: 0.25,
  returning: 0.8,
  impatience: 1,
  overlooking: 0.0003,
  taste: 'dear',
  claims: (scene) => {
    if (!scene.random.chance(Math.min(0.8, 0.4 * scene.level))) return undefined
    return scene.random.chance(0.85) ? denyReceipt(scene, 2.4, 0.2) : denyItem(scene, 0.15)
  },
}
