import { withdrawals as feed } from '../../sources/logged/withdrawals.ts'
import { staged } from './staged.ts'

export const withdrawals = staged(feed, 'engineers')
