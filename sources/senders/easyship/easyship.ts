import type { Sender } from '../sender.ts'
import { checkpoints } from './checkpoints.ts'
import { trackingEvents } from './tracking_events.ts'
import { unfolding } from './unfolding.ts'

/** Easyship: the checkpoints of shipments, from events of its webhooks. */
export const easyship: Sender = {
  name: 'easyship',
  about: 'What carriers said of parcels, from webhooks of Easyship.',
  records: [checkpoints],
  unfolding,
  mappings: [trackingEvents],
}
