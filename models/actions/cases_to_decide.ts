import { choice, day, text } from '../../warehouse/columns.ts'
import { calendarDay, orElse, plusDays, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { toldScore, toldScoreColumn } from '../scores/queue/told.ts'
import { queue } from '../scores/queue.ts'
import { actionId, actionIdColumn } from './work.ts'

export const casesToDecide = model({
  name: 'actions.cases_to_decide',
  about: 'The queue as a work list: each case in it waits for somebody’s decision.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id'],
  load: rebuilt(),
  published: true,
  columns: {
    action_id: actionIdColumn,
    to_do: choice(
      ['review'],
      'What every case of the queue asks for; another step would tell which cases were drawn by lot.',
    ).required(),
    why: text('The reason of the signal that speaks most for abuse.').required(),
    value: queue.columns.value,
    due_on: day(
      'The business day on which settings.queueDays since opened_at end, and the case leaves the queue undecided.',
    ).required(),
    case_type: queue.columns.case_type,
    case_id: queue.columns.case_id,
    stage: queue.columns.stage,
    kind: queue.columns.kind,
    opened_at: queue.columns.opened_at,
    order_id: queue.columns.order_id,
    rank: queue.columns.rank,
    score: toldScoreColumn,
  },
  query: ({ queueDays, timeZone }) =>
    tables(queue)
      .selectFrom('scores.queue as q')
      .select(['q.value', 'q.case_type', 'q.case_id', 'q.stage', 'q.kind', 'q.opened_at', 'q.order_id'])
      .select((r) => [
        'q.rank',
        toldScore(r.ref('q.score')).as('score'),
        actionId('cases_to_decide', r.ref('q.case_type'), r.ref('q.case_id')).as('action_id'),
        word<'review'>('review').as('to_do'),
        orElse(r.ref('q.top_reason'), 'No signal speaks for abuse.').as('why'),
        calendarDay(plusDays(r.ref('q.opened_at'), queueDays), timeZone).as('due_on'),
      ]),
})
