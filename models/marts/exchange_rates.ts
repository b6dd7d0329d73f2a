import type { Expression } from 'kysely'
import { day, type Instant, rate, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  concatTexts,
  dayText,
  firstKnown,
  onlyIf,
  orElse,
  toRate,
  toText,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { stop } from '../checks.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { carrierClaims } from '../staging/carrier_claims.ts'
import { claims } from '../staging/claims.ts'
import { contacts } from '../staging/contacts.ts'
import { fxRates } from '../staging/fx_rates.ts'
import { orders } from '../staging/orders.ts'
import { payouts } from '../staging/payouts.ts'
import { returnLines } from '../staging/return_lines.ts'
import { returns } from '../staging/returns.ts'
import { shipments } from '../staging/shipments.ts'

/** The day, in UTC, whose rate converts what happened then. */
export const rateDay = <At extends Expression<Instant | null> | Expression<Instant>>(at: At) =>
  calendarDay(at, 'UTC')

type At = Expression<Instant | null>

/** A parcel's costs are converted on the day it left, else the day stock was set aside, else of its record. */
export const shipmentRateDay = (shippedAt: At, allocatedAt: At, versionAt: Expression<Instant>) =>
  rateDay(orElse(firstKnown(shippedAt, allocatedAt), versionAt))

/** A returned line is converted on the day it arrived, else the day it was asked for, else of its record. */
export const returnLineRateDay = (receivedAt: At, requestedAt: At, versionAt: Expression<Instant>) =>
  rateDay(orElse(firstKnown(receivedAt, requestedAt), versionAt))

const read = tables(
  carrierClaims,
  claims,
  contacts,
  fxRates,
  orders,
  payouts,
  returnLines,
  returns,
  shipments,
)

const needed = () =>
  read
    .selectFrom('staging.orders')
    .select((r) => [r.ref('currency').as('currency'), rateDay(r.ref('ordered_at')).as('day')])
    .union(
      read
        .selectFrom('staging.shipments')
        .select((r) => [
          r.ref('currency').as('currency'),
          shipmentRateDay(r.ref('shipped_at'), r.ref('allocated_at'), r.ref('version_at')).as('day'),
        ]),
    )
    .union(
      read
        .selectFrom('staging.return_lines as l')
        .leftJoin('staging.returns as r', 'r.return_id', 'l.return_id')
        .select((r) => [
          r.ref('l.currency').as('currency'),
          returnLineRateDay(r.ref('l.received_at'), r.ref('r.requested_at'), r.ref('l.version_at')).as('day'),
        ]),
    )
    .union(
      read
        .selectFrom('staging.claims')
        .select((r) => [r.ref('currency').as('currency'), rateDay(r.ref('claimed_at')).as('day')]),
    )
    .union(
      read
        .selectFrom('staging.payouts')
        .select((r) => [r.ref('currency').as('currency'), rateDay(r.ref('paid_at')).as('day')]),
    )
    .union(
      read
        .selectFrom('staging.carrier_claims')
        .select((r) => [r.ref('currency').as('currency'), rateDay(r.ref('filed_at')).as('day')]),
    )
    .union(
      read
        .selectFrom('staging.contacts')
        .select((r) => [r.ref('currency').as('currency'), rateDay(r.ref('opened_at')).as('day')]),
    )

export const exchangeRates = model({
  name: 'marts.exchange_rates',
  about: 'What each currency was worth on each day on which an amount is in it.',
  owner: 'finance',
  grain: ['currency', 'day'],
  load: rebuilt(),
  columns: {
    currency: text('The currency of the amounts, ISO 4217.').required(),
    day: day('The day in UTC on which they fell.').required(),
    rate: rate(
      'Value of one unit in the reporting currency, from the feed fx_rates; exactly 1 for the reporting currency itself.',
    ),
  },
  checks: [
    stop(
      'there is a rate for every currency on each day on which an amount is in it',
      (self) =>
        tables(self)
          .selectFrom('marts.exchange_rates as fx')
          .select((r) =>
            concatTexts(concatTexts(toText(r.ref('fx.currency')), ' on '), dayText(r.ref('fx.day'))).as(
              'example',
            ),
          )
          .where('fx.rate', 'is', null),
      'load these rates as feed fx_rates, or name the shop’s own currency as reportingCurrency in recoup.config.ts, and run once more.',
    ),
  ],
  query: ({ reportingCurrency }) =>
    read
      .selectFrom(needed().as('needed'))
      .leftJoin('staging.fx_rates as fx', (join) =>
        join.onRef('fx.currency', '=', 'needed.currency').onRef('fx.day', '=', 'needed.day'),
      )
      .select((r) => [
        r.ref('needed.currency').$notNull().as('currency'),
        r.ref('needed.day').as('day'),
        firstKnown(onlyIf(r('needed.currency', '=', reportingCurrency), toRate('1')), r.ref('fx.rate')).as(
          'rate',
        ),
      ]),
})
