import { orders as feed } from '../../sources/feeds/orders.ts'
import { staged } from './staged.ts'

export const orders = staged(feed, 'engineers')
