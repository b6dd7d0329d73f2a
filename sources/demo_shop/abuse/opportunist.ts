import type { Persona } from '../personas.ts'
import { denyItem, denyReceipt } from './stories.ts'

/** Honest nearly always; once got a refund easily, or saw that the driver left no proof, and tries it. */
export const OPPORTUNIST: Persona = {
  name: 'opportunist',
  share: 0.026,
  activity: 1.05,
  returning: 1.1,
  impatience: 1.1,
  overlooking: 0.0005,
  taste: 'usual',
  claims: (scene) => {
    const { parcel, random, level, earlierClaims } = scene
    const proofHolds =
      parcel.journey.proof === 'signature' ||
      parcel.journey.proof === 'pin' ||
      parcel.journey.proof === 'locker'
    const temptation =
      (parcel.value > 9000 ? 1.6 : 0.8) * (proofHolds ? 0.3 : parcel.journey.proof === 'photo' ? 0.8 : 1.3)
    if (!random.chance(0.016 * level * temptation * (earlierClaims > 0 ? 2 : 1))) return undefined
    return random.chance(0.62) ? denyReceipt(scene, 2.2, 0.08) : denyItem(scene, 0.05)
  },
}
