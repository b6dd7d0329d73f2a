import { decisions as feed } from '../../sources/feeds/decisions.ts'
import { withdrawals } from '../../sources/logged/withdrawals.ts'
import { staged } from './staged.ts'

export const decisions = staged(feed, 'engineers', { takenBackBy: withdrawals })
