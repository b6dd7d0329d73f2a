import { boolean, choice, day, instant, integer, money, text } from '../../warehouse/columns.ts'
import { calendarDay, isTrue, sumMoney, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { stop } from '../checks.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { payouts as paid } from '../staging/payouts.ts'
import { payoutCosts } from './payouts/costs.ts'
import { valued } from './payouts/valued.ts'

export const payouts = model({
  name: 'marts.payouts',
  about:
    'The payout ledger: each payout on its order line, or spread over its order’s lines by net value, to the cent.',
  owner: 'finance',
  grain: ['payout_id', 'line_number'],
  load: byKey(['order_id'], {
    links: [
      { parent: 'staging.shipments', by: 'staging.shipment_lines', on: { shipment_id: 'shipment_id' } },
    ],
    lookups: ['marts.exchange_rates'],
  }),
  columns: {
    payout_id: text('The payout.').required(),
    order_id: text('The order it was paid for.').required(),
    line_number: integer(
      'The order line: as the payout says, else one of those it is spread over; missing while the order has no lines.',
    ),
    customer_id: text('The customer account; missing until the order has arrived.'),
    claim_id: text('The claim it settles.'),
    return_id: text('The return it settles.'),
    paid_at: instant('When it was paid.').required(),
    paid_on: day('The business day on which it was paid.').required(),
    kind: choice(
      ['refund', 'reship', 'credit', 'chargeback', 'chargeback_fee', 'chargeback_reversal'],
      'What was paid; a chargeback_reversal is money back to the shop.',
    ).required(),
    method: text('The means by which it was paid.'),
    amount: money(
      'The line’s share of the payout in the reporting currency at the rate of the day it was paid, positive whichever way it went; a reship at cost of goods and freight. A payout’s rows add up to it exactly.',
    ).required(),
    order_day_amount: money(
      'The same at the rate of the order’s day where the payout is in the order’s currency, so that it compares with what the customer paid.',
    ).required(),
    is_spread: boolean('Whether the payout named no line and was spread.').required(),
    goods_cost_amount: money(
      'For a reship, the part of its amount that the goods cost, in the reporting currency: pieces sent again × unit cost, all of the amount where these are not known. The rest is freight.',
    ),
    cost_amount: money(
      'What the payout adds to the shop’s cost, in the reporting currency. Refunds and chargebacks less reversals on one line count once, the larger of the two, so a chargeback adds only what it takes beyond the refunds before it. A reship adds its goods; its freight is counted with its parcel.',
    ).required(),
    double_paid_amount: money(
      'The part that repeats a refund or chargeback already paid on the line and so is no cost, in the reporting currency; negative where a reversal takes such a part back.',
    ).required(),
    is_cost: boolean('Whether any of it counts as cost.').required(),
  },
  checks: [
    stop('the lines of a payout add up to it exactly', (self) =>
      tables(paid)
        .selectFrom(valued().as('v'))
        .leftJoin(
          tables(self)
            .selectFrom('marts.payouts as p')
            .select((r) => ['p.payout_id', sumMoney(toMoney(r.ref('p.amount'))).as('amount')])
            .groupBy('p.payout_id')
            .as('l'),
          'l.payout_id',
          'v.payout_id',
        )
        .select('v.payout_id as example')
        .where((r) => r.or([r('l.amount', 'is', null), r('l.amount', '<>', r.ref('v.amount'))])),
    ),
  ],
  query: ({ timeZone }) =>
    tables(paid)
      .selectFrom(payoutCosts().as('p'))
      .select([
        'p.payout_id',
        'p.order_id',
        'p.line_number',
        'p.customer_id',
        'p.claim_id',
        'p.return_id',
        'p.paid_at',
        'p.kind',
        'p.method',
        'p.amount',
        'p.order_day_amount',
        'p.is_spread',
        'p.goods_cost_amount',
        'p.cost_amount',
        'p.double_paid_amount',
      ])
      .select((r) => [
        calendarDay(r.ref('p.paid_at'), timeZone).as('paid_on'),
        isTrue(r('p.cost_amount', '<>', toMoney('0'))).as('is_cost'),
      ]),
})
