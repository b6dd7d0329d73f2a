import { shipments as feed } from '../../sources/feeds/shipments.ts'
import { staged } from './staged.ts'

export const shipments = staged(feed, 'engineers')
