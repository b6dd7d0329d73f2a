import { choice, day, instant, money, text } from '../../warehouse/columns.ts'
import { calendarDay, convertMoney, orElse, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { carrierClaims as filed } from '../staging/carrier_claims.ts'
import { shipments } from '../staging/shipments.ts'
import { exchangeRates, rateDay } from './exchange_rates.ts'

export const carrierClaims = model({
  name: 'marts.carrier_claims',
  about: 'Each claim that the shop filed with a carrier, and what the carrier paid.',
  owner: 'finance',
  grain: ['carrier_claim_id'],
  load: byKey(['carrier_claim_id'], {
    links: [
      { parent: 'staging.shipments', by: 'staging.carrier_claims', on: { shipment_id: 'shipment_id' } },
    ],
    lookups: ['marts.exchange_rates'],
  }),
  columns: {
    carrier_claim_id: text('The claim with the carrier.').required(),
    shipment_id: text('The parcel it is about.').required(),
    order_id: text('The order of that parcel; missing until the parcel has arrived.'),
    carrier: text('The carrier of that parcel.'),
    type: choice(['lost', 'damaged', 'late', 'overcharge'], 'What the carrier is held to.').required(),
    filed_at: instant('When it was filed.').required(),
    filed_on: day('The business day of that.').required(),
    claimed_amount: money('What the shop asked for, in the reporting currency.').required(),
    decided_at: instant('When the carrier decided; missing while it has not.'),
    decided_on: day('The business day of that.'),
    paid_amount: money(
      'What the carrier paid, in the reporting currency at the rate of the day it was filed; 0 while undecided.',
    ).required(),
  },
  query: ({ timeZone }) =>
    tables(exchangeRates, filed, shipments)
      .selectFrom('staging.carrier_claims as c')
      .leftJoin('staging.shipments as s', 's.shipment_id', 'c.shipment_id')
      .leftJoin('marts.exchange_rates as fx', (join) =>
        join
          .onRef('fx.currency', '=', 'c.currency')
          .on((r) => r('fx.day', '=', rateDay(r.ref('c.filed_at')))),
      )
      .select([
        'c.carrier_claim_id',
        'c.shipment_id',
        's.order_id',
        's.carrier',
        'c.type',
        'c.filed_at',
        'c.decided_at',
      ])
      .select((r) => {
        const rate = r.ref('fx.rate').$notNull()
        return [
          calendarDay(r.ref('c.filed_at'), timeZone).as('filed_on'),
          calendarDay(r.ref('c.decided_at'), timeZone).as('decided_on'),
          convertMoney(r.ref('c.claimed_amount'), rate).as('claimed_amount'),
          convertMoney(orElse(r.ref('c.paid_amount'), toMoney('0')), rate).as('paid_amount'),
        ]
      }),
})
