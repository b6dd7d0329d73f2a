import { day, integer } from '../../warehouse/columns.ts'
import { asOf, calendarDay, countIf, countRows } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { returnStages } from './return_stages.ts'

export const returnFunnel = model({
  name: 'metrics.return_funnel',
  about:
    'How far the returned lines that were asked for on a day have come: each step counts those that reached it or a later one.',
  owner: 'operations',
  grain: ['day'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day on which the returns were asked for.').required(),
    requested: integer('Their lines.').required(),
    sent_back: integer('Those that a carrier has scanned, or that have arrived.').required(),
    received: integer('Those that have arrived.').required(),
    inspected: integer('Those inspected.').required(),
    dispositioned: integer('Those for which it was decided what to do with the goods.').required(),
    finished: integer('Those on sale again or disposed of.').required(),
    refunded: integer('Those of returns of which anything was refunded or credited.').required(),
  },
  query: (settings) =>
    tables()
      .selectFrom(returnStages(settings).as('s'))
      .where((r) => r('s.requested_on', '<=', calendarDay(asOf(), settings.timeZone)))
      .groupBy('s.requested_on')
      .select((r) => [
        's.requested_on as day',
        countRows().as('requested'),
        countIf(r('s.wait', 'not in', ['to_be_sent', 'never_sent'])).as('sent_back'),
        countIf(
          r('s.wait', 'in', ['to_be_inspected', 'to_be_dispositioned', 'to_be_finished', 'finished']),
        ).as('received'),
        countIf(r('s.wait', 'in', ['to_be_dispositioned', 'to_be_finished', 'finished'])).as('inspected'),
        countIf(r('s.wait', 'in', ['to_be_finished', 'finished'])).as('dispositioned'),
        countIf(r('s.wait', '=', 'finished')).as('finished'),
        countIf(r('s.refunded_at', 'is not', null)).as('refunded'),
      ]),
})
