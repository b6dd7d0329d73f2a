import type { Sender } from '../sender.ts'
import { carrierClaims } from './carrier_claims.ts'
import { claims } from './claims.ts'
import { scans } from './scans.ts'
import { shipments } from './shipments.ts'
import { trackers } from './trackers.ts'
import { trackingEvents } from './tracking_events.ts'
import { unfolding } from './unfolding.ts'

/** EasyPost: trackers and insurance claims, from answers of its API and events of its webhooks. */
export const easypost: Sender = {
  name: 'easypost',
  about: 'Trackers and claims of EasyPost.',
  records: [trackers, scans, claims, shipments],
  unfolding,
  mappings: [trackingEvents, carrierClaims],
}
