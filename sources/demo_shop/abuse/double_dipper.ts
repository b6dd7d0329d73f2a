import type { Persona } from '../personas.ts'
import { denyReceipt } from './stories.ts'

/** Takes the shop's refund or new parcel, and then the bank's money as well. */
export const DOUBLE_DIPPER: Persona = {
  name: 'double_dipper',
  share: 0.003,
  activity: 1.3,
  returning: 1.3,
  impatience: 1.4,
  overlooking: 0.0005,
  taste: 'usual',
  disputesPaid: 0.4,
  claims: (scene) => (scene.random.chance(0.03 * scene.level) ? denyReceipt(scene, 2.5, 0.5) : undefined),
}
