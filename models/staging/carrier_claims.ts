import { carrierClaims as feed } from '../../sources/feeds/carrier_claims.ts'
import { staged } from './staged.ts'

export const carrierClaims = staged(feed, 'engineers')
