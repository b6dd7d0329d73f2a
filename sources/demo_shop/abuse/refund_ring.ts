import type { Persona } from '../personas.ts'
import { denyReceipt, trickReturn } from './stories.ts'

/** Buyers who pay a service to get their money back: dear first orders, and the service's method and words. */
const BUYER: Persona = {
  name: 'refund_ring',
  share: 0,
  activity: 0.2,
  returning: 0.7,
  impatience: 1,
  overlooking: 0.0003,
  taste: 'dear',
}
const SCRIPTS = [0, 1, 2]
const EXCUSES = ['changed_mind', 'defective', 'not_as_described']

/** Services that say the parcel never came, each with a text of its own. */
export const DENYING_RINGS: readonly Persona[] = SCRIPTS.map((script) => ({
  ...BUYER,
  claims: (scene) => {
    if (!scene.random.chance(Math.min(0.8, 0.5 * scene.level))) return undefined
    return denyReceipt(scene, 3, 0.35, scene.random.chance(0.75) ? script : undefined)
  },
}))

/** Services that send something else back, or to somewhere else. */
export const RETURNING_RINGS: readonly Persona[] = [
  {
    ...BUYER,
    returns: (scene) =>
      scene.random.chance(0.7) ? trickReturn(scene, 7, 'other_address', 'fake_tracking', EXCUSES) : undefined,
  },
  {
    ...BUYER,
    returns: (scene) =>
      scene.random.chance(0.7) ? trickReturn(scene, 7, 'empty', 'empty_box', EXCUSES) : undefined,
  },
]
