import { instant, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const withdrawals = feed({
  name: 'withdrawals',
  about: 'A decision that its reviewer took back right after writing it: it counts nowhere.',
  key: ['withdrawal_id'],
  // No event of the shop: it only says that another record is none, so it carries no as-of.
  happenedAt: [],
  columns: {
    withdrawal_id: text('The withdrawal.').required(),
    decision_id: text('The decision that was taken back.').required().refersTo('decisions.decision_id'),
    recorded_at: instant('When it was taken back.').required(),
    reviewer: text('Who took it back: the one who had decided.').required(),
  },
})
