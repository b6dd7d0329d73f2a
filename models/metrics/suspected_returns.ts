import { day, integer, money } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countDistinct,
  monthOf,
  onlyIf,
  orElse,
  over,
  rowNumber,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { caseScores } from '../scores/case_scores.ts'
import type { Settings } from '../settings.ts'
import { decisions } from '../staging/decisions.ts'
import { returnedValue } from './events/returned.ts'

const read = tables(caseScores, decisions)

/** Each return by its newest score as of the run. */
const newestScores = () =>
  read
    .selectFrom('scores.case_scores as s')
    .where('s.case_type', '=', 'return')
    .where((r) => r('s.scored_as_of', '<=', asOf()))
    .select(['s.case_id', 's.band'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('s.case_id')],
        along: [
          [r.ref('s.scored_as_of'), 'desc'],
          [r.ref('s.stage'), 'asc'],
        ],
      }).as('place'),
    )

/** Returns that are worth a look, or a question, and that nobody has decided. */
const suspected = () =>
  read
    .selectFrom(newestScores().as('s'))
    .where('s.place', '=', 1)
    .where('s.band', 'in', ['review', 'ask_proof'])
    .where((r) =>
      r.not(
        r.exists(
          r
            .selectFrom('staging.decisions as d')
            .select('d.decision_id')
            .whereRef('d.case_id', '=', 's.case_id')
            .where('d.case_type', '=', 'return')
            .where((d) => d('d.decided_at', '<=', asOf())),
        ),
      ),
    )
    .select('s.case_id')

// No row of metrics.kpis: the figures of a shop rest on no score, and are there before cases are scored.
export const suspectedReturns = model({
  name: 'metrics.suspected_returns',
  about:
    'What came back each month, and how much of it is in returns that only a score speaks against: worth a look, and not decided by anybody. A suspicion, not a finding; what reviewers found is the metric fraud_share.',
  owner: 'loss prevention',
  grain: ['month'],
  load: rebuilt(),
  published: true,
  columns: {
    month: day('The first day of the month in which the goods came back, in business days.').required(),
    returned_amount: money('Net value of what came back, in the reporting currency.').required(),
    suspected_amount: money(
      'Net value of what came back in returns whose newest band is review or ask_proof and that have no decision.',
    ).required(),
    suspected_returns: integer('Those returns.').required(),
  },
  query: (settings: Settings) =>
    read
      .selectFrom(returnedValue(settings).select('l.return_id').as('b'))
      .leftJoin(suspected().as('s'), 's.case_id', 'b.return_id')
      .where((r) => r('b.happened_on', '<=', calendarDay(asOf(), settings.timeZone)))
      .groupBy((r) => monthOf(r.ref('b.happened_on').$notNull()))
      .select((r) => [
        monthOf(r.ref('b.happened_on').$notNull()).as('month'),
        orElse(sumMoney(r.ref('b.amount')), toMoney('0')).as('returned_amount'),
        orElse(sumMoney(onlyIf(r('s.case_id', 'is not', null), r.ref('b.amount'))), toMoney('0')).as(
          'suspected_amount',
        ),
        countDistinct(r.ref('s.case_id')).as('suspected_returns'),
      ]),
})
