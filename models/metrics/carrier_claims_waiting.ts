import { integer, number } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countRows,
  daysBetween,
  orElse,
  ratio,
  sumInteger,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { carrierClaims } from '../marts/carrier_claims.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'

const read = tables(carrierClaims)

/** How long each carrier took over the claims that it decided. */
const usual = ({ timeZone }: Settings) =>
  read
    .selectFrom('marts.carrier_claims as c')
    .where('c.decided_on', '<=', calendarDay(asOf(), timeZone))
    .where('c.carrier', 'is not', null)
    .groupBy('c.carrier')
    .select((r) => [
      'c.carrier',
      countRows().as('decided'),
      sumInteger(daysBetween(r.ref('c.filed_on'), r.ref('c.decided_on'))).as('days'),
    ])

const { filed_at, decided_at, decided_on, paid_amount, ...ofClaims } = carrierClaims.columns

export const carrierClaimsWaiting = model({
  name: 'metrics.carrier_claims_waiting',
  about: 'Claims filed with a carrier that has not decided them, beside how long it usually takes.',
  owner: 'finance',
  grain: ['carrier_claim_id'],
  load: rebuilt(),
  published: true,
  columns: {
    ...ofClaims,
    days_waiting: integer('Days since it was filed.').required(),
    usual_days: number('Days that the carrier took on average over the claims it decided.'),
    decided: integer('How many claims that rests on.').required(),
  },
  query: (settings) =>
    read
      .selectFrom('marts.carrier_claims as c')
      .leftJoin(usual(settings).as('u'), 'u.carrier', 'c.carrier')
      .where((r) => {
        const today = calendarDay(asOf(), settings.timeZone)
        return r.and([
          r('c.filed_on', '<=', today),
          r.or([
            r('c.decided_on', '>', today),
            r.and([r('c.decided_on', 'is', null), r('c.paid_amount', '=', toMoney('0'))]),
          ]),
        ])
      })
      .select(['c.carrier_claim_id', 'c.shipment_id', 'c.order_id', 'c.carrier', 'c.type', 'c.filed_on'])
      .select('c.claimed_amount')
      .select((r) => [
        daysBetween(r.ref('c.filed_on'), calendarDay(asOf(), settings.timeZone)).as('days_waiting'),
        ratio(r.ref('u.days'), r.ref('u.decided')).as('usual_days'),
        orElse(r.ref('u.decided'), 0).as('decided'),
      ]),
})
