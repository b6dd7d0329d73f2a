import { choice, number, text } from '../../warehouse/columns.ts'
import { onlyIf, toNumber, whole } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { claimFacts } from '../facts/claim_facts.ts'
import { returnFacts } from '../facts/return_facts.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { signals } from '../signals/all.ts'
import { evaluated } from '../signals/evaluated.ts'
import { caseKey } from './case_key.ts'
import { silencedSignals } from './silenced_signals.ts'

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
    ...caseKey,
    signal: text('The signal.').required(),
    outcome: choice(
      ['fired', 'clear', 'unknown'],
      'Whether its condition held; unknown where a fact was missing, which is never clear.',
    ).required(),
    weight: number(
      'Bits that it adds to the log-odds of abuse; 0 unless it fired, and where it was silenced.',
    ).required(),
    reason: text('Why, in words fit for the customer concerned; missing where it is clear.'),
    trial_weight: number('Bits that a signal on trial would add; it adds none.').required(),
    fact_values: text('The facts that it looked at, as they were known.').required(),
    silenced_by: text('The suppression that silenced it; missing where none did, or it did not fire.'),
  },
  query: (settings) =>
    tables(claimFacts, returnFacts, silencedSignals)
      .selectFrom(allEvaluated(settings).as('e'))
      .leftJoin('scores.silenced_signals as s', (j) =>
        j
          .onRef('s.case_type', '=', 'e.case_type')
          .onRef('s.case_id', '=', 'e.case_id')
          .onRef('s.stage', '=', 'e.stage')
          .onRef('s.signal', '=', 'e.signal'),
      )
      .select(['e.case_type', 'e.case_id', 'e.stage', 'e.signal', 'e.outcome', 'e.reason', 'e.fact_values'])
      .select((r) => {
        const unlessSilenced = (weight: 'e.weight' | 'e.trial_weight') =>
          r
            .case()
            .when('s.silenced_by', 'is', null)
            .then(r.ref(weight))
            .else(toNumber(whole(0)))
            .end()
        return [
          unlessSilenced('e.weight').as('weight'),
          unlessSilenced('e.trial_weight').as('trial_weight'),
          onlyIf(r('e.outcome', '=', 'fired'), r.ref('s.silenced_by')).as('silenced_by'),
        ]
      }),
})
