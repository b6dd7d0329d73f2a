import type { Sender } from '../sender.ts'
import { checkpoints } from './checkpoints.ts'
import { trackingEvents } from './tracking_events.ts'
import { trackings } from './trackings.ts'
import { unfolding } from './unfolding.ts'

/** AfterShip Tracking: answers of its API and bodies of its webhooks, in the names of all its versions. */
export const aftership: Sender = {
  name: 'aftership',
  about: 'Trackings of AfterShip with their checkpoints.',
  records: [trackings, checkpoints],
  unfolding,
  mappings: [trackingEvents],
}
