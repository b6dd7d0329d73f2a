import { integer, text } from '../../warehouse/columns.ts'
import { countIf, countRows, weekday } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { promisedParcels } from './events/parcels.ts'
import { daysColumn, periods } from './periods.ts'

export const carrierWeekdays = model({
  name: 'metrics.carrier_weekdays',
  about: 'How often each carrier is late, by the weekday on which it got the parcels.',
  owner: 'operations',
  grain: ['days', 'carrier', 'weekday'],
  load: rebuilt(),
  published: true,
  columns: {
    days: daysColumn,
    carrier: text('The carrier.').required(),
    weekday: integer(
      'The weekday on which the carrier got the parcels: Monday is 1, Sunday is 7.',
    ).required(),
    promised: integer('Those with a promise that have arrived or are overdue.').required(),
    late: integer('Those that did not arrive by it.').required(),
  },
  query: (settings) =>
    tables()
      .selectFrom(promisedParcels(settings).select(['d.shipped_on', 'd.is_late']).as('p'))
      .innerJoin(periods(settings).as('n'), (join) =>
        join.onRef('p.happened_on', '>', 'n.day_before').onRef('p.happened_on', '<=', 'n.last_day'),
      )
      .where('p.shipped_on', 'is not', null)
      .groupBy((r) => ['n.days', 'p.carrier', weekday(r.ref('p.shipped_on').$notNull())])
      .select((r) => [
        'n.days',
        'p.carrier',
        weekday(r.ref('p.shipped_on').$notNull()).as('weekday'),
        countRows().as('promised'),
        countIf(r('p.is_late', '=', true)).as('late'),
      ]),
})
