import { choice, day, number, text } from '../../warehouse/columns.ts'
import { calendarDay, type Expr, smallerOf, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { signals } from '../signals/all.ts'
import { suppressions } from '../staging/suppressions.ts'
import { caseSignals } from './case_signals.ts'
import { queue } from './queue.ts'

export const queueSignals = model({
  name: 'scores.queue_signals',
  about:
    'For the cases in the queue: every signal with what it says, its honest explanation and the proof that would settle it.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage', 'signal'],
  load: rebuilt(),
  published: true,
  columns: {
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    stage: choice(['claimed', 'requested', 'received', 'inspected'], 'How far the case has come.').required(),
    signal: text('The signal.').required(),
    means: text('What it means when it fires.').required(),
    outcome: choice(['fired', 'clear', 'unknown'], 'Whether its condition held.').required(),
    weight: number('Bits that it adds to the log-odds of abuse.').required(),
    reason: text('Why, in words fit for the customer concerned.'),
    innocent: text('The honest explanation.').required(),
    proof: text('What would settle it.').required(),
    silenced_by: text('The suppression that silences it, where one does: then it weighs nothing.'),
    silenced_until: day('The last day on which it is silenced.'),
    silenced_reviewer: text('Who silenced it, as the record names them.'),
    silenced_because: text('Why it is silenced, in the reviewer’s own words.'),
  },
  query: ({ timeZone }) =>
    tables(caseSignals, queue, suppressions)
      .selectFrom('scores.queue as q')
      .innerJoin('scores.case_signals as s', (j) =>
        j
          .onRef('s.case_type', '=', 'q.case_type')
          .onRef('s.case_id', '=', 'q.case_id')
          .onRef('s.stage', '=', 'q.stage'),
      )
      .leftJoin('staging.suppressions as p', 'p.suppression_id', 's.silenced_by')
      .select(['s.case_type', 's.case_id', 's.stage', 's.signal', 's.outcome', 's.weight', 's.reason'])
      .select((r) => [
        's.silenced_by',
        smallerOf(r.ref('p.silenced_until'), calendarDay(r.ref('p.ended_at'), timeZone)).as('silenced_until'),
        'p.reviewer as silenced_reviewer',
        'p.reason as silenced_because',
      ])
      .select((r) => {
        const said = (what: 'means' | 'innocent' | 'proof'): Expr<string> => {
          const [first, ...others] = signals
          if (!first) return word<string>('')
          const isSignal = ({ name, facts }: typeof first) =>
            r.and([r('s.signal', '=', name), r('s.case_type', '=', caseTypeOf(facts.name))])
          return others
            .reduce(
              (chosen, signal) => chosen.when(isSignal(signal)).then(word<string>(signal[what] ?? '')),
              r
                .case()
                .when(isSignal(first))
                .then(word<string>(first[what] ?? '')),
            )
            .else(word<string>(''))
            .end() as Expr<string>
        }
        return [said('means').as('means'), said('innocent').as('innocent'), said('proof').as('proof')]
      }),
})

const caseTypeOf = (facts: string) => (facts === 'facts.claim_facts' ? 'claim' : 'return')
