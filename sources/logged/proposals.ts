import { choice, instant, number, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const proposals = feed({
  name: 'proposals',
  about:
    'A signal’s factor in weights that somebody let run in shadow beside the present ones; those of one proposal belong together.',
  key: ['proposal_id', 'case_type', 'signal'],
  // No event of the shop: only what is scored in shadow rests on it, so it carries no as-of.
  happenedAt: [],
  columns: {
    proposal_id: text('The proposal.').required(),
    case_type: choice(['claim', 'return'], 'The kind of cases that the signal speaks of.').required(),
    signal: text('The signal.').required(),
    factor: number('What the bits that it gives, or on trial would give, are multiplied with.')
      .required()
      .atLeast(0),
    shift: number('Bits by which the prior of all cases of this type is moved.').required(),
    ruleset_hash: text('Digest of the signals, weights and settings that it was proposed for.').required(),
    recorded_at: instant('From when on it runs: for cases that come later.').required(),
    proposed_by: text('Who let it run.').required(),
    updated_at: instant('When the record was last changed.'),
  },
})
