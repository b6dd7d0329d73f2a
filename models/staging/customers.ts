import { customers as feed } from '../../sources/feeds/customers.ts'
import { staged } from './staged.ts'

export const customers = staged(feed, 'engineers', { country: 'country' })
