import {
  boolean,
  choice,
  instant,
  integer,
  money,
  number,
  type RowOf,
  text,
} from '../../warehouse/columns.ts'
import {
  anyTrue,
  asOf,
  countIf,
  isTrue,
  maximum,
  over,
  plusDays,
  rowNumber,
  toMoney,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { claimFacts } from '../facts/claim_facts.ts'
import { returnFacts } from '../facts/return_facts.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { signals } from '../signals/all.ts'
import { decisions } from '../staging/decisions.ts'
import { caseScores } from './case_scores.ts'
import { caseSignals } from './case_signals.ts'

type Band = RowOf<typeof caseScores.columns>['band']

const read = tables(caseScores, caseSignals, claimFacts, returnFacts, decisions)
const findings = signals.filter(({ isFinding }) => isFinding).map(({ name }) => name)

/** Each case at the furthest stage that it had reached by the run's instant. */
const furthest = () =>
  read
    .selectFrom('scores.case_scores as s')
    .select(['s.case_type', 's.case_id', 's.stage', 's.scored_as_of', 's.score', 's.log_odds'])
    .select(['s.prior_log_odds', 's.expected_value', 's.band'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('s.case_type'), r.ref('s.case_id')],
        along: [
          [r.ref('s.scored_as_of'), 'desc'],
          [r.ref('s.stage'), 'asc'],
        ],
      }).as('place'),
    )
    .where((r) => r('s.scored_as_of', '<=', asOf()))

const summaries = () =>
  read
    .selectFrom('scores.case_signals as s')
    .select(['s.case_type', 's.case_id', 's.stage'])
    .select((r) => [
      countIf(r('s.outcome', '=', 'fired')).as('fired'),
      countIf(r('s.outcome', '=', 'unknown')).as('unknown'),
      anyTrue(r.and([r('s.outcome', '=', 'fired'), r('s.signal', 'in', findings)])).as('is_finding'),
    ])
    .groupBy(['s.case_type', 's.case_id', 's.stage'])

const strongest = () =>
  read
    .selectFrom('scores.case_signals as s')
    .select(['s.case_type', 's.case_id', 's.stage', 's.reason'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('s.case_type'), r.ref('s.case_id'), r.ref('s.stage')],
        along: [
          [r.ref('s.weight'), 'desc'],
          [r.ref('s.signal'), 'asc'],
        ],
      }).as('place'),
    )
    .where('s.outcome', '=', 'fired')

const about = () =>
  read
    .selectFrom('facts.claim_facts as f')
    .select((r) => [
      'f.case_type',
      'f.case_id',
      'f.stage',
      'f.order_id',
      'f.case_amount',
      r.ref('f.claim_type').$castTo<string>().as('kind'),
    ])
    .unionAll(
      read
        .selectFrom('facts.return_facts as f')
        .select((r) => [
          'f.case_type',
          'f.case_id',
          'f.stage',
          'f.order_id',
          'f.case_amount',
          r.val('return').$castTo<string>().as('kind'),
        ]),
    )

const decided = () =>
  read
    .selectFrom('staging.decisions as d')
    .select((r) => ['d.case_type', 'd.case_id', maximum(r.ref('d.decided_at')).as('decided_at')])
    .where((r) => r('d.decided_at', '<=', asOf()))
    .groupBy(['d.case_type', 'd.case_id'])

export const queue = model({
  name: 'scores.queue',
  about:
    'The cases to look at next: findings first, then by what a review is worth, cut at the day’s capacity.',
  owner: 'loss prevention',
  grain: ['rank'],
  load: rebuilt(),
  published: true,
  columns: {
    rank: integer('Place in the queue, from 1.').required(),
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    stage: choice(['claimed', 'requested', 'received', 'inspected'], 'How far the case has come.').required(),
    kind: text('The type of the claim, or `return`.').required(),
    opened_at: instant('The moment of the stage.').required(),
    order_id: text('The order.').required(),
    value: money('What is asked for, in the reporting currency.').required(),
    score: number('Probability of abuse.').required(),
    log_odds: number('Log-odds of abuse, in bits.').required(),
    prior_log_odds: number('Log-odds of abuse before any evidence, in bits.').required(),
    expected_value: money('What a review is worth, in the reporting currency.').required(),
    band: choice(['fast_track', 'standard', 'review', 'ask_proof'], 'The fair next step.').required(),
    is_finding: boolean('Whether an exact finding, such as a second payout, puts it on top.').required(),
    top_reason: text('The reason of the signal that speaks most for abuse.'),
    signals_fired: integer('Signals that fired.').required(),
    signals_unknown: integer('Signals that lacked a fact.').required(),
  },
  query: ({ queueCapacity, queueDays }) => {
    const open = read
      .selectFrom(furthest().as('s'))
      .innerJoin(about().as('f'), (j) =>
        j
          .onRef('f.case_type', '=', 's.case_type')
          .onRef('f.case_id', '=', 's.case_id')
          .onRef('f.stage', '=', 's.stage'),
      )
      .innerJoin(summaries().as('g'), (j) =>
        j
          .onRef('g.case_type', '=', 's.case_type')
          .onRef('g.case_id', '=', 's.case_id')
          .onRef('g.stage', '=', 's.stage'),
      )
      .leftJoin(strongest().as('t'), (j) =>
        j
          .onRef('t.case_type', '=', 's.case_type')
          .onRef('t.case_id', '=', 's.case_id')
          .onRef('t.stage', '=', 's.stage')
          .on('t.place', '=', 1),
      )
      .leftJoin(decided().as('d'), (j) =>
        j.onRef('d.case_type', '=', 's.case_type').onRef('d.case_id', '=', 's.case_id'),
      )
      .selectAll('s')
      .select((r) => [
        'f.order_id',
        'f.case_amount',
        'f.kind',
        'g.fired',
        'g.unknown',
        isTrue(r('g.is_finding', '=', true)).as('is_finding'),
        't.reason',
      ])
      .where('s.place', '=', 1)
      .where((r) => r(plusDays(r.ref('s.scored_as_of'), queueDays), '>=', asOf()))
      .where((r) => r.or([r('g.is_finding', '=', true), r('s.expected_value', '>', toMoney('0'))]))
      // A decision settles the stages up to it; what is found later opens the case again.
      .where((r) => r.or([r('d.decided_at', 'is', null), r('d.decided_at', '<', r.ref('s.scored_as_of'))]))
    return (
      read
        .selectFrom(
          read
            .selectFrom(open.as('o'))
            .selectAll('o')
            .select((r) =>
              over(rowNumber(), {
                along: [
                  [r.ref('o.is_finding'), 'desc'],
                  [r.ref('o.expected_value'), 'desc'],
                  [r.ref('o.case_type'), 'asc'],
                  [r.ref('o.case_id'), 'asc'],
                ],
              }).as('rank'),
            )
            .as('q'),
        )
        .select([
          'q.rank',
          'q.case_type',
          'q.case_id',
          'q.stage',
          'q.kind',
          'q.scored_as_of as opened_at',
          'q.order_id',
        ])
        .select(['q.case_amount as value', 'q.score', 'q.log_odds', 'q.prior_log_odds', 'q.expected_value'])
        // An exact finding wants a look, however likely abuse is.
        .select((r) =>
          r
            .case()
            .when('q.is_finding', '=', true)
            .then(word<Band>('review'))
            .else(r.ref('q.band'))
            .end()
            .as('band'),
        )
        .select([
          'q.is_finding',
          'q.reason as top_reason',
          'q.fired as signals_fired',
          'q.unknown as signals_unknown',
        ])
        .where('q.rank', '<=', queueCapacity)
    )
  },
})
