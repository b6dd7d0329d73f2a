import { choice, day, instant, integer, money, number, text } from '../../warehouse/columns.ts'
import { calendarDay, orElse, plusDays } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
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
      ['settle at once', 'settle as usual', 'review', 'ask for proof'],
      'The fair next step, by the case’s band.',
    ).required(),
    why: text('The reason of the signal that speaks most for abuse.').required(),
    value: money('What is asked for, in the reporting currency.').required(),
    due_on: day(
      'The business day on which settings.queueDays since opened_at end, and the case leaves the queue undecided.',
    ).required(),
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    stage: choice(['claimed', 'requested', 'received', 'inspected'], 'How far the case has come.').required(),
    kind: text('The type of the claim, or `return`.').required(),
    opened_at: instant('The moment of the stage.').required(),
    order_id: text('The order.').required(),
    rank: integer('Place in the queue, from 1.').required(),
    score: number('Probability of abuse.').required(),
    expected_value: money('What a review is worth, in the reporting currency.').required(),
  },
  query: ({ queueDays, timeZone }) =>
    tables(queue)
      .selectFrom('scores.queue as q')
      .select(['q.value', 'q.case_type', 'q.case_id', 'q.stage', 'q.kind', 'q.opened_at', 'q.order_id'])
      .select(['q.rank', 'q.score', 'q.expected_value'])
      .select((r) => [
        actionId('cases_to_decide', r.ref('q.case_type'), r.ref('q.case_id')).as('action_id'),
        r
          .case()
          .when('q.band', '=', 'fast_track')
          .then('settle at once' as const)
          .when('q.band', '=', 'standard')
          .then('settle as usual' as const)
          .when('q.band', '=', 'review')
          .then('review' as const)
          .else('ask for proof' as const)
          .end()
          .as('to_do'),
        orElse(r.ref('q.top_reason'), 'No signal speaks for abuse.').as('why'),
        calendarDay(plusDays(r.ref('q.opened_at'), queueDays), timeZone).as('due_on'),
      ]),
})
