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
  add,
  countIf,
  md5Text,
  onlyIf,
  orElse,
  over,
  rowNumber,
  smallerOf,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { auditPlaces } from './audits.ts'
import type { caseScores } from './case_scores.ts'
import { openCases } from './queue/open_cases.ts'
import { bandWords } from './valued.ts'

type Band = RowOf<typeof caseScores.columns>['band']

/** The open cases that have a place: of those drawn the newest, so that each day’s are shown that day. */
function placed(settings: Settings) {
  const read = tables()
  const places = auditPlaces(settings)
  const standing = read
    .selectFrom(openCases(settings).as('o'))
    .selectAll('o')
    .select((r) => [
      over(rowNumber(), {
        by: [r.ref('o.is_drawn')],
        along: [
          [onlyIf(r('o.is_drawn', '=', true), r.ref('o.scored_as_of')), 'desc'],
          [r.ref('o.is_finding'), 'desc'],
          [r.ref('o.expected_value'), 'desc'],
          [r.ref('o.case_type'), 'asc'],
          [r.ref('o.case_id'), 'asc'],
        ],
      }).as('standing'),
      over(countIf(r('o.is_drawn', '=', true)), {}).as('drawn'),
    ])
  return read
    .selectFrom(standing.as('s'))
    .selectAll('s')
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('s.is_drawn'), r.ref('s.is_finding')],
        along: [
          [md5Text(r.ref('s.case_id')), 'asc'],
          [r.ref('s.case_type'), 'asc'],
        ],
      }).as('lot'),
    )
    .where((r) =>
      r.or([
        r.and([r('s.is_drawn', '=', true), r('s.standing', '<=', places)]),
        r.and([
          r('s.is_drawn', '=', false),
          r(
            add(r.ref('s.standing'), smallerOf(r.ref('s.drawn'), whole(places))),
            '<=',
            settings.queueCapacity,
          ),
        ]),
      ]),
    )
}

export const queue = model({
  name: 'scores.queue',
  about:
    'The cases to look at next: findings first, then by what a review is worth, cut at the day’s capacity; a few drawn at random stand among them.',
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
    band: choice(bandWords, 'The fair next step.').required(),
    is_finding: boolean('Whether an exact finding, such as a second payout, puts it on top.').required(),
    top_reason: text('The reason of the signal that speaks most for abuse.'),
    signals_fired: integer('Signals that fired and were not silenced.').required(),
    signals_unknown: integer('Signals that lacked a fact.').required(),
  },
  query: (settings) => {
    const read = tables()
    // A case that was drawn stands behind another of the same lot, so that its place tells nobody that it was.
    const behind = read
      .with('placed', () => placed(settings))
      .selectFrom('placed as c')
      .leftJoin('placed as n', (j) =>
        j
          .onRef('n.lot', '=', 'c.lot')
          .on('c.is_drawn', '=', true)
          .on('n.is_drawn', '=', false)
          .on('n.is_finding', '=', false),
      )
      .selectAll('c')
      .select((r) =>
        r
          .case()
          .when('c.is_drawn', '=', true)
          .then(orElse(r.ref('n.standing'), settings.queueCapacity))
          .else(r.ref('c.standing'))
          .end()
          .as('place_in_queue'),
      )
    return (
      read
        .selectFrom(behind.as('q'))
        .select((r) => [
          over(rowNumber(), {
            along: [
              [r.ref('q.place_in_queue'), 'asc'],
              [r.ref('q.is_drawn'), 'asc'],
              [r.ref('q.lot'), 'asc'],
            ],
          }).as('rank'),
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
    )
  },
})
