import { choice, number, text } from '../../warehouse/columns.ts'
import { tables } from '../../warehouse/tables.ts'
import { claimFacts } from '../facts/claim_facts.ts'
import { returnFacts } from '../facts/return_facts.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { signals } from '../signals/all.ts'
import { evaluated } from '../signals/evaluated.ts'

/** What every signal says of every case, as one query. */
export const allEvaluated = (settings: Settings) => {
  const [first, ...others] = signals.map((signal) => evaluated(signal, settings))
  if (!first) throw new Error('models/signals holds no signal.')
  return others.reduce((all, next) => all.unionAll(next), first)
}

export const caseSignals = model({
  name: 'scores.case_signals',
  about: 'What each signal says of each case: the score’s explanation, row by row.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage', 'signal'],
  load: byKey(['case_id']),
  columns: {
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    stage: choice(['claimed', 'requested', 'received', 'inspected'], 'How far the case had come.').required(),
    signal: text('The signal.').required(),
    outcome: choice(
      ['fired', 'clear', 'unknown'],
      'Whether its condition held; unknown where a fact was missing, which is never clear.',
    ).required(),
    weight: number('Bits that it adds to the log-odds of abuse; 0 unless it fired.').required(),
    reason: text('Why, in words fit for the customer concerned; missing where it is clear.'),
    trial_weight: number('Bits that a signal on trial would add; it adds none.').required(),
    fact_values: text('The facts that it looked at, as they were known.').required(),
  },
  query: (settings) =>
    tables(claimFacts, returnFacts)
      .selectFrom(allEvaluated(settings).as('e'))
      .select(['e.case_type', 'e.case_id', 'e.stage', 'e.signal', 'e.outcome', 'e.weight', 'e.reason'])
      .select(['e.trial_weight', 'e.fact_values']),
})
