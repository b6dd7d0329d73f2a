import { decisions as feed } from '../../sources/feeds/decisions.ts'
import { staged } from './staged.ts'

export const decisions = staged(feed, 'engineers')
