import type { Persona } from '../personas.ts'
import { denyItem, denyReceipt } from './stories.ts'

/** Claims again and again on one account, between orders they keep and never mention. */
export const SERIAL_CLAIMER: Persona = {
  name: 'serial_claimer',
  share: 0.0026,
  activity: 1.4,
  returning: 0.9,
  impatience: 1.2,
  overlooking: 0.0003,
  taste: 'usual',
  claims: (scene) => {
    const { parcel, random, level } = scene
    if (!random.chance((parcel.value > 6000 ? 0.14 : 0.06) * level)) return undefined
    return random.chance(0.8) ? denyReceipt(scene, 2.6, 0.25) : denyItem(scene, 0.15)
  },
}
