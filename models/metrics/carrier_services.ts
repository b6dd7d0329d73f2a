import type { Expression, SqlBool } from 'kysely'
import { integer, money, text } from '../../warehouse/columns.ts'
import { countIf, onlyIf, orElse, sumMoney, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { freight } from './events/parcels.ts'
import { daysColumn, periods } from './periods.ts'

export const carrierServices = model({
  name: 'metrics.carrier_services',
  about:
    'What each service of a carrier is used for and costs, lately and before. Over the services of a carrier it adds up to its cost per parcel in metrics.kpis.',
  owner: 'operations',
  grain: ['days', 'carrier', 'service'],
  load: rebuilt(),
  published: true,
  columns: {
    days: daysColumn,
    carrier: text('The carrier.').required(),
    service: text('The carrier’s service; not known where not stated.').required(),
    parcels: integer('Parcels handed over, reships too.').required(),
    freight_amount: money('What the carrier charges for them, in the reporting currency.').required(),
    parcels_before: integer('The same of the period before: parcels.').required(),
    freight_amount_before: money('The same of the period before: freight.').required(),
  },
  query: (settings) =>
    tables()
      .selectFrom(freight().as('p'))
      .innerJoin(periods(settings).as('n'), (join) =>
        join.onRef('p.happened_on', '>', 'n.day_before_that').onRef('p.happened_on', '<=', 'n.last_day'),
      )
      .groupBy((r) => ['n.days', 'p.carrier', orElse(r.ref('p.service'), 'not known')])
      .select((r) => {
        const isNow = r('p.happened_on', '>', r.ref('n.day_before'))
        const freightIf = (condition: Expression<SqlBool>) =>
          orElse(sumMoney(onlyIf(condition, r.ref('p.amount'))), toMoney('0'))
        return [
          'n.days',
          'p.carrier',
          orElse(r.ref('p.service'), 'not known').as('service'),
          countIf(isNow).as('parcels'),
          freightIf(isNow).as('freight_amount'),
          countIf(r.not(isNow)).as('parcels_before'),
          freightIf(r.not(isNow)).as('freight_amount_before'),
        ]
      }),
})
