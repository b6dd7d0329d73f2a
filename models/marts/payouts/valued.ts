import { convertMoney, firstKnown } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../staging/orders.ts'
import { payouts } from '../../staging/payouts.ts'
import { exchangeRates, rateDay } from '../exchange_rates.ts'

const read = tables(exchangeRates, orders, payouts)

/** Each payout as it was made, in the reporting currency at the rate of its own day and of the order's day. */
export const valued = () =>
  read
    .selectFrom('staging.payouts as p')
    .leftJoin('staging.orders as o', 'o.order_id', 'p.order_id')
    .leftJoin('marts.exchange_rates as paid', (join) =>
      join
        .onRef('paid.currency', '=', 'p.currency')
        .on((r) => r('paid.day', '=', rateDay(r.ref('p.paid_at')))),
    )
    .leftJoin('marts.exchange_rates as ordered', (join) =>
      join
        .onRef('ordered.currency', '=', 'p.currency')
        .onRef('ordered.currency', '=', 'o.currency')
        .on((r) => r('ordered.day', '=', rateDay(r.ref('o.ordered_at')))),
    )
    .select([
      'p.payout_id',
      'p.order_id',
      'p.line_number',
      'p.claim_id',
      'p.return_id',
      'p.paid_at',
      'p.kind',
      'p.method',
      'o.customer_id',
    ])
    .select((r) => {
      const rate = r.ref('paid.rate')
      return [
        convertMoney(r.ref('p.amount'), rate.$notNull()).as('amount'),
        convertMoney(r.ref('p.amount'), firstKnown(r.ref('ordered.rate'), rate).$notNull()).as(
          'order_day_amount',
        ),
      ]
    })
