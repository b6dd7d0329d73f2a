import type { Persona } from '../personas.ts'
import { trickReturn } from './stories.ts'

/** Alters the return label: the carrier says delivered, but to another building than the dock. */
export const FAKE_TRACKER: Persona = {
  name: 'fake_tracker',
  share: 0.0024,
  activity: 1.4,
  returning: 0.9,
  impatience: 1,
  overlooking: 0.0003,
  taste: 'dear',
  returns: (scene) =>
    scene.random.chance(0.2 * scene.level)
      ? trickReturn(scene, 9, 'other_address', 'fake_tracking', ['changed_mind', 'defective', 'fit'])
      : undefined,
}
