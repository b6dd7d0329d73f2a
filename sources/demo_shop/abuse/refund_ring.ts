import type { Persona, ReturnTrick } from '../personas.ts'
import { denyReceipt, trickReturn } from './stories.ts'

const SCRIPTS = [0, 1, 2]
const METHODS: readonly ('deny' | ReturnTrick)[] = ['deny', 'deny', 'other_address', 'empty']

/** Buyers who pay a service to get their money back: dear first orders, and the service's method and words. */
export const REFUND_RINGS: readonly Persona[] = SCRIPTS.flatMap((script) =>
  METHODS.map((method) => ring(script, method)),
)

function ring(script: number, method: 'deny' | ReturnTrick): Persona {
  const base: Persona = {
    name: 'refund_ring',
    share: 0,
    activity: 0.2,
    returning: 0.7,
    impatience: 1,
    overlooking: 0.0003,
    taste: 'dear',
  }
  if (method === 'deny') {
    return {
      ...base,
      claims: (scene) =>
        scene.random.chance(Math.min(0.9, 0.72 * scene.level))
          ? denyReceipt(scene, 3, 0.35, scene.random.chance(0.75) ? script : undefined)
          : undefined,
    }
  }
  return {
    ...base,
    returns: (scene) =>
      scene.random.chance(0.7)
        ? trickReturn(scene, 7, method, method === 'empty' ? 'empty_box' : 'fake_tracking', [
            'changed_mind',
            'defective',
            'not_as_described',
          ])
        : undefined,
  }
}
