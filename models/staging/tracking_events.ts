import { trackingEvents as feed } from '../../sources/feeds/tracking_events.ts'
import { staged } from './staged.ts'

export const trackingEvents = staged(feed, 'engineers')
