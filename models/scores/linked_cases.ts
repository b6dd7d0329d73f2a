import { type Expression, expressionBuilder } from 'kysely'
import { boolean, choice, instant, money, number, type RowOf, text } from '../../warehouse/columns.ts'
import {
  asOf,
  isTrue,
  over,
  rowNumber,
  shareOfMoney,
  toMoney,
  toNumber,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { decisions } from '../marts/decisions.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { findings } from '../signals/all.ts'
import { orders } from '../staging/orders.ts'
import { caseKey } from './case_key.ts'
import type { caseScores } from './case_scores.ts'
import { caseSignals } from './case_signals.ts'
import { about, decided, furthest, isWaiting } from './queue/open_cases.ts'
import { toldFrom } from './queue/told.ts'
import { queue } from './queue.ts'
import { linkedAccounts } from './rings/linked_accounts.ts'
import { bandWords } from './valued.ts'

const read = tables(caseSignals, decisions, orders, queue)

type Band = RowOf<typeof caseScores.columns>['band']
type State = 'open' | 'decided' | 'lapsed'

const exact = () =>
  read
    .selectFrom('scores.case_signals as s')
    .select(['s.case_type', 's.case_id', 's.stage'])
    .distinct()
    .where('s.outcome', '=', 'fired')
    .where('s.signal', 'in', findings)

/** What people found and did, the newest first. */
const found = () =>
  read
    .selectFrom('marts.decisions as d')
    .select(['d.case_type', 'd.case_id', 'd.finding', 'd.action'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('d.case_type'), r.ref('d.case_id')],
        along: [
          [r.ref('d.decided_at'), 'desc'],
          [r.ref('d.decision_id'), 'desc'],
        ],
      }).as('place'),
    )
    .where('d.is_by_person', '=', true)
    .where((r) => r('d.decided_at', '<=', asOf()))

const usualRate = (caseType: Expression<'claim' | 'return'>, { priors }: Settings) =>
  toNumber(
    expressionBuilder()
      .case(caseType)
      .when('claim')
      .then(word<string>(String(priors.claim)))
      .else(word<string>(String(priors.return)))
      .end(),
  )

export const linkedCases = model({
  name: 'scores.linked_cases',
  about:
    'Each case of an account that counts as one with another as of the run, as it stands now. No score rests on it: what was known at a case’s own moment is in facts.identity_histories.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id'],
  load: rebuilt(),
  columns: {
    ...caseKey,
    customer_id: text('The account that ordered.').required(),
    identity_id: text('The identity that it belongs to as of the run.').required(),
    order_id: text('The order.').required(),
    kind: text('The type of the claim, or `return`.').required(),
    opened_at: instant('The moment of the stage.').required(),
    value: money('What is asked for, in the reporting currency.').required(),
    score: number('Probability of abuse.').required(),
    band: choice(bandWords, 'The fair next step.').required(),
    is_finding: boolean('Whether an exact finding, such as a second payout, stands against it.').required(),
    state: choice(
      ['open', 'decided', 'lapsed'],
      'Open while it waits for a decision; lapsed when none came in settings.queueDays.',
    ).required(),
    finding: choice(
      ['abuse', 'legitimate', 'carrier_fault', 'warehouse_fault', 'unresolved'],
      'What the newest decision by a person found; missing where no person decided.',
    ),
    action: choice(
      ['approve', 'deny', 'partial', 'ask_proof', 'escalate'],
      'What the newest decision by a person did.',
    ),
    is_in_queue: boolean('Whether it has a place in the queue.').required(),
    value_at_risk: money(
      'Of an open case its value × the probability of abuse, of an open exact finding its whole value; 0 of the others. A case of the queue whose probability is not told counts with the usual rate of abuse. In the reporting currency.',
    ).required(),
  },
  query: (settings) => {
    const cases = read
      .selectFrom(furthest().as('s'))
      .innerJoin(about().as('f'), (j) =>
        j
          .onRef('f.case_type', '=', 's.case_type')
          .onRef('f.case_id', '=', 's.case_id')
          .onRef('f.stage', '=', 's.stage'),
      )
      .innerJoin('staging.orders as o', 'o.order_id', 'f.order_id')
      .innerJoin(linkedAccounts().as('a'), 'a.customer_id', 'o.customer_id')
      .leftJoin(exact().as('x'), (j) =>
        j
          .onRef('x.case_type', '=', 's.case_type')
          .onRef('x.case_id', '=', 's.case_id')
          .onRef('x.stage', '=', 's.stage'),
      )
      .leftJoin(decided().as('d'), (j) =>
        j.onRef('d.case_type', '=', 's.case_type').onRef('d.case_id', '=', 's.case_id'),
      )
      .leftJoin(found().as('n'), (j) =>
        j.onRef('n.case_type', '=', 's.case_type').onRef('n.case_id', '=', 's.case_id').on('n.place', '=', 1),
      )
      .leftJoin('scores.queue as q', (j) =>
        j.onRef('q.case_type', '=', 's.case_type').onRef('q.case_id', '=', 's.case_id'),
      )
      .select(['s.case_type', 's.case_id', 's.stage', 'a.customer_id', 'a.identity_id', 'f.order_id'])
      .select(['f.kind', 's.scored_as_of as opened_at', 'f.case_amount as value', 's.score', 's.band'])
      .select((r) => [
        isTrue(r('x.case_id', 'is not', null)).as('is_finding'),
        isWaiting(r.ref('s.scored_as_of'), r.ref('d.decided_at'), settings).as('is_open'),
        isTrue(r('q.rank', 'is not', null)).as('is_in_queue'),
        'd.decided_at',
        'n.finding',
        'n.action',
      ])
      .where('s.place', '=', 1)
    return read
      .selectFrom(cases.as('c'))
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.customer_id', 'c.identity_id', 'c.order_id'])
      .select(['c.kind', 'c.opened_at', 'c.value', 'c.score', 'c.is_finding', 'c.finding', 'c.action'])
      .select('c.is_in_queue')
      .select((r) => [
        // As in the queue: an exact finding wants a look, however likely abuse is.
        r
          .case()
          .when('c.is_finding', '=', true)
          .then(word<Band>('review'))
          .else(r.ref('c.band'))
          .end()
          .as('band'),
        r
          .case()
          .when('c.is_open', '=', true)
          .then(word<State>('open'))
          .when('c.decided_at', 'is not', null)
          .then(word<State>('decided'))
          .else(word<State>('lapsed'))
          .end()
          .as('state'),
        r
          .case()
          .when('c.is_open', '=', false)
          .then(toMoney('0'))
          .when('c.is_finding', '=', true)
          .then(r.ref('c.value'))
          // A sum that held a low probability would tell it to whoever subtracts the others.
          .when(r.and([r('c.is_in_queue', '=', true), r('c.score', '<', toldFrom)]))
          .then(shareOfMoney(r.ref('c.value'), usualRate(r.ref('c.case_type'), settings)))
          .else(shareOfMoney(r.ref('c.value'), r.ref('c.score')))
          .end()
          .as('value_at_risk'),
      ])
  },
})
