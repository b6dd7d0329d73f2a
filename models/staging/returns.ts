import { returns as feed } from '../../sources/feeds/returns.ts'
import { staged } from './staged.ts'

export const returns = staged(feed, 'engineers')
