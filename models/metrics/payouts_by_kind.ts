import { choice, day, integer, money } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  concatTexts,
  convertMoney,
  countDistinct,
  dayText,
  orElse,
  sumMoney,
  toMoney,
  toText,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { stop } from '../checks.ts'
import { rebuilt } from '../loads.ts'
import { exchangeRates, rateDay } from '../marts/exchange_rates.ts'
import { payouts } from '../marts/payouts.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { payouts as paid } from '../staging/payouts.ts'

const read = tables(exchangeRates, paid, payouts)

/** The rows of the ledger, spread over order lines. */
const byLine = () =>
  read
    .selectFrom('marts.payouts as p')
    .groupBy(['p.paid_on', 'p.kind'])
    .select((r) => [
      'p.paid_on as day',
      'p.kind',
      countDistinct(r.ref('p.payout_id')).as('payouts'),
      sumMoney(r.ref('p.amount')).as('amount'),
    ])

/** The payouts as they were sent, by no way that leads through the ledger. */
const asSent = ({ timeZone }: Settings) => {
  const converted = read
    .selectFrom('staging.payouts as s')
    .leftJoin('marts.exchange_rates as fx', (join) =>
      join.onRef('fx.currency', '=', 's.currency').on((r) => r('fx.day', '=', rateDay(r.ref('s.paid_at')))),
    )
    .select((r) => [
      calendarDay(r.ref('s.paid_at'), timeZone).as('day'),
      's.kind',
      convertMoney(r.ref('s.amount'), r.ref('fx.rate')).as('amount'),
    ])
  return read
    .selectFrom(converted.as('s'))
    .groupBy(['s.day', 's.kind'])
    .select((r) => ['s.day', 's.kind', sumMoney(r.ref('s.amount')).as('amount')])
}

export const payoutsByKind = model({
  name: 'metrics.payouts_by_kind',
  about:
    'What was paid out each day by kind, from the payout ledger by order line and from the payouts as sent.',
  owner: 'finance',
  grain: ['day', 'kind'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day.').required(),
    kind: choice(
      ['refund', 'reship', 'credit', 'chargeback', 'chargeback_fee', 'chargeback_reversal'],
      'What was paid; a chargeback_reversal is money back to the shop.',
    ).required(),
    payouts: integer('How many.').required(),
    amount: money('Σ of the ledger’s rows by order line, in the reporting currency.').required(),
    ledger_amount: money('Σ of the payouts as sent, at the rates of their days.').required(),
  },
  checks: [
    stop('the payouts by order line add up to the payouts as sent, to the cent', (self) =>
      tables(self)
        .selectFrom('metrics.payouts_by_kind as p')
        .select((r) =>
          concatTexts(concatTexts(toText(r.ref('p.kind')), ' on '), dayText(r.ref('p.day'))).as('example'),
        )
        .whereRef('p.amount', '<>', 'p.ledger_amount'),
    ),
  ],
  query: (settings) =>
    read
      .selectFrom(asSent(settings).as('s'))
      .leftJoin(byLine().as('l'), (join) => join.onRef('l.day', '=', 's.day').onRef('l.kind', '=', 's.kind'))
      .where((r) => r('s.day', '<=', calendarDay(asOf(), settings.timeZone)))
      .select((r) => [
        's.day',
        's.kind',
        orElse(r.ref('l.payouts'), 0).as('payouts'),
        orElse(r.ref('l.amount'), toMoney('0')).as('amount'),
        r.ref('s.amount').$notNull().as('ledger_amount'),
      ]),
})
