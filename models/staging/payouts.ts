import { payouts as feed } from '../../sources/feeds/payouts.ts'
import { staged } from './staged.ts'

export const payouts = staged(feed, 'engineers')
