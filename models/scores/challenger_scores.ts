import { choice, instant, money, number, text } from '../../warehouse/columns.ts'
import {
  add,
  bounded,
  multiply,
  orElse,
  over,
  rounded,
  rowNumber,
  sumNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { proposals } from '../staging/proposals.ts'
import { caseAmounts } from './case_amounts.ts'
import { caseKey } from './case_key.ts'
import { caseScores } from './case_scores.ts'
import { caseSignals } from './case_signals.ts'
import { bandOf, bandWords, expectedValueOf, mostLogOdds, scoreOf } from './valued.ts'

const read = tables(caseScores, caseSignals, proposals)

/** The newest proposal: the one that runs in shadow. */
const newest = () =>
  read
    .selectFrom('staging.proposals as p')
    .select(['p.proposal_id'])
    .select((r) =>
      over(rowNumber(), {
        by: [],
        along: [
          [r.ref('p.recorded_at'), 'desc'],
          [r.ref('p.proposal_id'), 'desc'],
        ],
      }).as('place'),
    )

const challenger = () =>
  read
    .selectFrom('staging.proposals as p')
    .innerJoin(newest().as('n'), 'n.proposal_id', 'p.proposal_id')
    .where('n.place', '=', 1)

export const challengerScores = model({
  name: 'scores.challenger_scores',
  about:
    'What the newest proposal of weights says of the cases that came after it was recorded, in shadow: nothing hangs on it.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: rebuilt(),
  columns: {
    ...caseKey,
    proposal_id: text('The proposal. It ends when the ruleset that it was proposed for does.').required(),
    scored_as_of: instant('The moment of the stage.').required(),
    score: number('Probability of abuse by the proposed weights.').required().atLeast(0).atMost(1),
    log_odds: number(
      'Prior, its shift, and the bits of all signals times their factors; a signal that the proposal does not name has its present weight. Held within ±12.',
    ).required(),
    expected_value: money(
      'What a review would be worth by this score, in the reporting currency.',
    ).required(),
    band: choice(bandWords, 'The next step that would be recommended.').required(),
  },
  query: (settings) => {
    const types = challenger()
      .select(['p.proposal_id', 'p.case_type', 'p.shift', 'p.ruleset_hash', 'p.recorded_at'])
      .distinct()
    const factors = challenger().select(['p.case_type', 'p.signal', 'p.factor'])
    const cases = read
      .selectFrom('scores.case_scores as s')
      .innerJoin(types.as('t'), (j) =>
        j
          .onRef('t.case_type', '=', 's.case_type')
          .onRef('t.ruleset_hash', '=', 's.ruleset_hash')
          .onRef('t.recorded_at', '<', 's.scored_as_of'),
      )
      .select(['s.case_type', 's.case_id', 's.stage', 's.scored_as_of', 's.prior_log_odds'])
      .select(['t.proposal_id', 't.shift'])
    const evidence = read
      .selectFrom('scores.case_signals as g')
      .leftJoin(factors.as('f'), (j) =>
        j.onRef('f.case_type', '=', 'g.case_type').onRef('f.signal', '=', 'g.signal'),
      )
      .select((r) => [
        'g.case_type',
        'g.case_id',
        'g.stage',
        // Each to four decimals, so that their sum does not depend on their order.
        sumNumber(
          orElse(
            rounded(multiply(r.ref('f.factor'), add(r.ref('g.weight'), r.ref('g.trial_weight'))), 4),
            r.ref('g.weight'),
          ),
        ).as('bits'),
      ])
      .groupBy(['g.case_type', 'g.case_id', 'g.stage'])
    const weighed = read
      .selectFrom(cases.as('c'))
      .innerJoin(caseAmounts().as('a'), (j) =>
        j
          .onRef('a.case_type', '=', 'c.case_type')
          .onRef('a.case_id', '=', 'c.case_id')
          .onRef('a.stage', '=', 'c.stage'),
      )
      .leftJoin(evidence.as('e'), (j) =>
        j
          .onRef('e.case_type', '=', 'c.case_type')
          .onRef('e.case_id', '=', 'c.case_id')
          .onRef('e.stage', '=', 'c.stage'),
      )
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.proposal_id', 'c.scored_as_of', 'c.prior_log_odds'])
      .select((r) => [
        'a.case_amount',
        bounded(
          rounded(add(add(r.ref('c.prior_log_odds'), r.ref('c.shift')), orElse(r.ref('e.bits'), 0)), 4),
          -mostLogOdds,
          mostLogOdds,
        ).as('log_odds'),
      ])
    const scored = read
      .selectFrom(weighed.as('w'))
      .selectAll('w')
      .select((r) => scoreOf(r.ref('w.log_odds')).as('score'))
    const valued = read
      .selectFrom(scored.as('s'))
      .selectAll('s')
      .select((r) => expectedValueOf(r.ref('s.case_amount'), r.ref('s.score'), settings).as('expected_value'))
    return read
      .selectFrom(valued.as('v'))
      .select(['v.case_type', 'v.case_id', 'v.stage', 'v.proposal_id', 'v.scored_as_of', 'v.score'])
      .select((r) => [
        'v.log_odds',
        'v.expected_value',
        bandOf({
          expectedValue: r.ref('v.expected_value'),
          score: r.ref('v.score'),
          logOdds: r.ref('v.log_odds'),
          priorLogOdds: r.ref('v.prior_log_odds'),
        }).as('band'),
      ])
  },
})
