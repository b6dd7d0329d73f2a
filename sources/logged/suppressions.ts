import { choice, day, instant, text } from '../../warehouse/columns.ts'
import { feed, together } from '../feed.ts'

export const suppressions = feed({
  name: 'suppressions',
  about:
    'A signal that a reviewer silenced for an identity or for a lane, after a case that showed it wrong.',
  key: ['suppression_id'],
  // No event of the shop: nothing but cases that come after it rests on it, so it carries no as-of.
  happenedAt: [],
  columns: {
    suppression_id: text('The suppression.').required(),
    case_type: choice(['claim', 'return'], 'The kind of cases that the signal speaks of.').required(),
    case_id: text('The reviewed case: the claim_id or the return_id, by case_type.').required(),
    signal: text('The signal that is silenced.').required(),
    silenced_for: choice(
      ['identity', 'lane'],
      'Whether it is silenced for all accounts that count as one with the case’s, or for all parcels on its lane.',
    ).required(),
    customer_id: text('The account of the reviewed case, where it is silenced for the identity.'),
    carrier: text('The carrier, where it is silenced for the lane.'),
    facility: text('The carrier’s facility, where it is silenced for the lane.'),
    recorded_at: instant('From when on it counts: for cases of this moment and later ones.').required(),
    silenced_until: day('The last day on which it counts, in the shop’s time zone.').required(),
    reason: text('Why, in the reviewer’s own words.').required().onErasure('words'),
    reviewer: text('Who silenced it.').required(),
    ended_at: instant('When it was ended early: cases of this moment and later ones count the signal again.'),
    ended_by: text('Who ended it.'),
    updated_at: instant('When the record was last changed.'),
  },
  rules: [
    together(['carrier', 'facility'], 'carrier and facility come together'),
    together(['ended_at', 'ended_by'], 'ended_at and ended_by come together'),
  ],
})
