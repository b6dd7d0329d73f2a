import { claims as feed } from '../../sources/feeds/claims.ts'
import { staged } from './staged.ts'

export const claims = staged(feed, 'engineers')
