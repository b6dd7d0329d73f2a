import { instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  addMoney,
  countIf,
  countRows,
  joinTexts,
  largerOf,
  maximum,
  minimum,
  multiplyMoney,
  onlyIf,
  orElse,
  subtractMoney,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { orderLines } from './order_lines.ts'
import { orders } from './orders.ts'
import { payouts } from './payouts.ts'
import { spread } from './spread.ts'

const read = tables(orderLines, orders, payouts)
const none = () => toMoney('0')

/** What was paid out on each line, kind by kind, at the rate of the order's day. */
const paidOut = () =>
  read
    .selectFrom('marts.payouts as p')
    .groupBy(['p.order_id', 'p.line_number'])
    .select((r) => {
      const sumOf = (kind: Kind) =>
        orElse(sumMoney(onlyIf(r('p.kind', '=', kind), r.ref('p.order_day_amount'))), none())
      return [
        'p.order_id',
        'p.line_number',
        sumOf('refund').as('refunded'),
        sumOf('reship').as('reshipped'),
        sumOf('credit').as('credited'),
        sumOf('chargeback').as('charged_back'),
        sumOf('chargeback_reversal').as('reversed'),
        countRows().as('payouts'),
        countIf(r('p.kind', 'in', ['refund', 'credit', 'chargeback'])).as('money_payouts'),
        countIf(r('p.kind', '=', 'reship')).as('reships'),
        countIf(r.ref('p.is_spread')).as('spread_payouts'),
        joinTexts(r.ref('p.kind'), ', ').as('kinds'),
        minimum(r.ref('p.paid_at')).as('first_paid_at'),
        maximum(r.ref('p.paid_at')).as('last_paid_at'),
      ]
    })

type Kind = NonNullable<(typeof payouts)['columns']['kind']['value']>

/** Each line's share of what the customer was charged for the order, for orders that have payouts. */
const charged = () =>
  spread(
    read
      .selectFrom('marts.orders as o')
      .innerJoin('marts.order_lines as l', 'l.order_id', 'o.order_id')
      .where((r) =>
        r.exists(
          r.selectFrom('marts.payouts as p').select('p.payout_id').whereRef('p.order_id', '=', 'o.order_id'),
        ),
      )
      .select((r) => [
        'o.order_id as whole_id',
        'l.line_number',
        largerOf(r.ref('o.total_amount'), r.ref('o.items_amount')).as('amount'),
        largerOf(r.ref('l.net_amount'), none()).as('weight'),
      ]),
  )

const summed = () =>
  read
    .selectFrom(paidOut().as('p'))
    .leftJoin(charged().as('c'), (join) =>
      join.onRef('c.whole_id', '=', 'p.order_id').onRef('c.line_number', '=', 'p.line_number'),
    )
    .selectAll('p')
    .select((r) => {
      const given = addMoney(
        addMoney(r.ref('p.refunded'), r.ref('p.reshipped')),
        addMoney(r.ref('p.credited'), r.ref('p.charged_back')),
      )
      return ['c.share as paid_by_customer', subtractMoney(given, r.ref('p.reversed')).as('paid_out')]
    })

export const paidLines = model({
  name: 'marts.paid_lines',
  about: 'Each order line on which something was paid out, beside what the customer paid for it.',
  owner: 'finance',
  grain: ['order_id', 'line_number'],
  load: byKey(['order_id']),
  columns: {
    order_id: text('The order.').required(),
    line_number: integer('The order line; missing for payouts of an order without lines.'),
    paid_by_customer: money(
      'What the customer was charged for the line, in the reporting currency: its share by net value of the order’s total with tax and shipping, since refunds give these back too. Missing while the line is not known.',
    ),
    refunded: money('Refunds, in the reporting currency at the rate of the order’s day.').required(),
    reshipped: money('Goods sent again at cost of goods and freight, at that rate.').required(),
    credited: money('Store credit given, at that rate.').required(),
    charged_back: money('Chargebacks, their fees apart, at that rate.').required(),
    reversed: money('Chargebacks won back, at that rate.').required(),
    paid_out: money('Refunds + reships + credits + chargebacks − reversals, at that rate.').required(),
    over_paid: money(
      'What was paid out beyond what the customer paid (a double dip), in the reporting currency. Spreading rounds to the cent, so up to a cent for the order’s total and for each payout spread is none; nor is a lone reship that cost the shop more than the customer paid.',
    ).required(),
    kinds: text('The kinds of payout on the line, in alphabetical order.').required(),
    payouts: integer('Payouts on the line.').required(),
    first_paid_at: instant('When the first of them was made.').required(),
    last_paid_at: instant('When the last of them was made.').required(),
  },
  query: () =>
    read
      .selectFrom(summed().as('p'))
      .select([
        'p.order_id',
        'p.line_number',
        'p.paid_by_customer',
        'p.refunded',
        'p.reshipped',
        'p.credited',
        'p.charged_back',
        'p.reversed',
        'p.paid_out',
        'p.payouts',
      ])
      .select((r) => {
        const beyond = subtractMoney(r.ref('p.paid_out'), r.ref('p.paid_by_customer'))
        const rounding = multiplyMoney(toMoney('0.01'), r.ref('p.spread_payouts'))
        const isMoreThanReship = r.or([r('p.money_payouts', '>', 0), r('p.reships', '>', 1)])
        const isBeyondRounding = r(beyond, '>', addMoney(rounding, toMoney('0.01')))
        return [
          orElse(onlyIf(r.and([isMoreThanReship, isBeyondRounding]), beyond), none()).as('over_paid'),
          r.ref('p.kinds').$notNull().as('kinds'),
          r.ref('p.first_paid_at').$notNull().as('first_paid_at'),
          r.ref('p.last_paid_at').$notNull().as('last_paid_at'),
        ]
      }),
})
