import { type Expression, expressionBuilder } from 'kysely'
import type { Instant } from '../../../warehouse/columns.ts'
import {
  anyTrue,
  asOf,
  countIf,
  type Expr,
  isTrue,
  maximum,
  over,
  plusDays,
  rowNumber,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { claimFacts } from '../../facts/claim_facts.ts'
import { returnFacts } from '../../facts/return_facts.ts'
import type { Settings } from '../../settings.ts'
import { findings } from '../../signals/all.ts'
import { decisions } from '../../staging/decisions.ts'
import { audits } from '../audits.ts'
import { caseScores } from '../case_scores.ts'
import { caseSignals } from '../case_signals.ts'

const read = tables(audits, caseScores, caseSignals, claimFacts, returnFacts, decisions)

/** Each case at the furthest stage that it had reached by the run's instant. */
export const furthest = () =>
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
      countIf(r.and([r('s.outcome', '=', 'fired'), r('s.silenced_by', 'is', null)])).as('fired'),
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
    .where('s.silenced_by', 'is', null)

/** What each case is about, at each of its stages. */
export const about = () =>
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

/** When each case was settled last, by a person or a system: whoever asks for proof or escalates leaves it open. */
export const decided = () =>
  read
    .selectFrom('staging.decisions as d')
    .select((r) => ['d.case_type', 'd.case_id', maximum(r.ref('d.decided_at')).as('decided_at')])
    .where((r) => r('d.decided_at', '<=', asOf()))
    .where('d.action', 'not in', ['ask_proof', 'escalate'])
    .groupBy(['d.case_type', 'd.case_id'])

// biome-ignore lint/suspicious/noExplicitAny: its conditions stand over whatever columns they are given
const sql = expressionBuilder<any, any>()

/**
 * Whether a case still waits at a stage: not for longer than settings.queueDays, and not where it was settled. That
 * settles the stages up to it; what is found later opens the case again.
 */
export const isWaiting = (
  reachedAt: Expression<Instant>,
  decidedAt: Expression<Instant | null>,
  { queueDays }: Settings,
): Expr<boolean> =>
  isTrue(
    sql.and([
      sql(plusDays(reachedAt, queueDays), '>=', asOf()),
      sql.or([sql(decidedAt, 'is', null), sql(decidedAt, '<', reachedAt)]),
    ]),
  )

/** The cases that wait for a look: exact findings, those that a review pays for, and those drawn at random. */
export const openCases = (settings: Settings) =>
  read
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
    .innerJoin('scores.audits as a', (j) =>
      j
        .onRef('a.case_type', '=', 's.case_type')
        .onRef('a.case_id', '=', 's.case_id')
        .onRef('a.stage', '=', 's.stage'),
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
      // A case that stands in the queue by itself needs no place of those that are drawn.
      isTrue(r.and([r('g.is_finding', '=', false), r('s.expected_value', '<=', toMoney('0'))])).as(
        'is_drawn',
      ),
    ])
    .where('s.place', '=', 1)
    .where((r) => isWaiting(r.ref('s.scored_as_of'), r.ref('d.decided_at'), settings))
    .where((r) =>
      r.or([
        r('g.is_finding', '=', true),
        r('s.expected_value', '>', toMoney('0')),
        r('a.is_drawn', '=', true),
      ]),
    )
