import { orderLines as feed } from '../../sources/feeds/order_lines.ts'
import { staged } from './staged.ts'

export const orderLines = staged(feed, 'engineers')
