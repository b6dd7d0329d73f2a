import { integer, number, text } from '../../warehouse/columns.ts'
import { countIf, orElse, over, ratio, sumInteger, truth } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { laneParcels } from '../marts/lanes/parcels.ts'
import { shrunken } from '../marts/lanes/shrunken.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { promisedParcels, settledParcels } from './events/parcels.ts'
import { daysColumn, periods } from './periods.ts'

/** Parcels on the day on which it was known whether their promise was kept, and on that on which their fate was. */
const fates = (settings: Settings) => {
  const promised = promisedParcels(settings)
    .select(['d.shipment_id', 'd.is_late as is_hit'])
    .select((r) => truth(r.lit(true)).as('is_promise'))
  const settled = settledParcels(settings)
    .select('d.shipment_id')
    .select((r) => [truth(r('d.state', '=', 'lost')).as('is_hit'), truth(r.lit(false)).as('is_promise')])
  const all = tables()
    .selectFrom(promised.as('p'))
    .select(['p.shipment_id', 'p.carrier', 'p.happened_on', 'p.is_hit', 'p.is_promise'])
    .unionAll(
      tables()
        .selectFrom(settled.as('p'))
        .select(['p.shipment_id', 'p.carrier', 'p.happened_on', 'p.is_hit', 'p.is_promise']),
    )
  return tables()
    .selectFrom(all.as('p'))
    .leftJoin(laneParcels().as('l'), 'l.shipment_id', 'p.shipment_id')
    .select(['p.carrier', 'l.facility', 'p.happened_on', 'p.is_hit', 'p.is_promise'])
}

const counted = (settings: Settings) =>
  tables()
    .selectFrom(fates(settings).as('p'))
    .innerJoin(periods(settings).as('n'), (join) =>
      join.onRef('p.happened_on', '>', 'n.day_before_that').onRef('p.happened_on', '<=', 'n.last_day'),
    )
    .groupBy(['n.days', 'p.carrier', 'p.facility'])
    .select((r) => {
      const isNow = r('p.happened_on', '>', r.ref('n.day_before'))
      const isPromise = r('p.is_promise', '=', true)
      const isHit = r('p.is_hit', '=', true)
      return [
        'n.days',
        'p.carrier',
        'p.facility',
        countIf(r.and([isPromise, isNow])).as('promised'),
        countIf(r.and([isPromise, isNow, isHit])).as('late'),
        countIf(r.and([isPromise, r.not(isNow)])).as('promised_before'),
        countIf(r.and([isPromise, r.not(isNow), isHit])).as('late_before'),
        countIf(r.and([r.not(isPromise), isNow])).as('settled'),
        countIf(r.and([r.not(isPromise), isNow, isHit])).as('lost'),
      ]
    })

/** With the parcels of the carrier, and of all carriers, in the same period. */
const beside = (settings: Settings) =>
  tables()
    .selectFrom(counted(settings).as('f'))
    .selectAll('f')
    .select((r) => {
      const ofCarrier = [r.ref('f.days'), r.ref('f.carrier')]
      return [
        over(sumInteger(r.ref('f.settled')), { by: ofCarrier }).as('carrier_settled'),
        over(sumInteger(r.ref('f.lost')), { by: ofCarrier }).as('carrier_lost'),
        over(sumInteger(r.ref('f.settled')), { by: [r.ref('f.days')] }).as('all_settled'),
        over(sumInteger(r.ref('f.lost')), { by: [r.ref('f.days')] }).as('all_lost'),
      ]
    })

export const carrierFacilities = model({
  name: 'metrics.carrier_facilities',
  about:
    'Which facilities of a carrier deliver late and lose parcels, lately and before. Over the facilities of a carrier they add up to its figures in metrics.kpis.',
  owner: 'operations',
  grain: ['days', 'carrier', 'facility'],
  load: rebuilt(),
  published: true,
  columns: {
    days: daysColumn,
    carrier: text('The carrier.').required(),
    facility: text('The facility of the parcels’ lane, as in marts.lanes. Missing where no scan names one.'),
    promised: integer('Parcels with a promise that have arrived or are overdue.').required(),
    late: integer('Those that did not arrive by it.').required(),
    promised_before: integer('The same of the period before: promised.').required(),
    late_before: integer('The same of the period before: late.').required(),
    settled: integer('Parcels delivered, returned to sender, lost or given up.').required(),
    lost: integer('Those lost or given up.').required(),
    loss_rate: number(
      'Share lost of those settled, shrunken to its carrier’s, which is shrunken to that of all, as in marts.lanes.',
    )
      .required()
      .atLeast(0)
      .atMost(1),
  },
  query: (settings) =>
    tables()
      .selectFrom(beside(settings).as('f'))
      .select(['f.days', 'f.carrier', 'f.facility', 'f.promised', 'f.late', 'f.promised_before'])
      .select(['f.late_before', 'f.settled', 'f.lost'])
      .select((r) => {
        const m = settings.laneShrinkage
        const ofAll = orElse(ratio(r.ref('f.all_lost'), r.ref('f.all_settled')), 0)
        const ofCarrier = shrunken(r.ref('f.carrier_lost'), r.ref('f.carrier_settled'), m, ofAll)
        return shrunken(r.ref('f.lost'), r.ref('f.settled'), m, ofCarrier).as('loss_rate')
      }),
})
