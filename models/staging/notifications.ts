import { notifications as feed } from '../../sources/feeds/notifications.ts'
import { staged } from './staged.ts'

export const notifications = staged(feed, 'engineers')
