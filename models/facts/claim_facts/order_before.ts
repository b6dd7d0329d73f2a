import { convertMoney, onlyIf, sumMoney } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { exchangeRates, rateDay } from '../../marts/exchange_rates.ts'
import { claims } from '../../staging/claims.ts'
import { payouts } from '../../staging/payouts.ts'

const read = tables(claims, exchangeRates, payouts)

/** What had been paid out on the order before the claim, the chargebacks' fees left out. */
export const paidBefore = () =>
  read
    .selectFrom('staging.claims as c')
    .innerJoin('staging.payouts as p', (j) =>
      j.onRef('p.order_id', '=', 'c.order_id').onRef('p.paid_at', '<', 'c.claimed_at'),
    )
    .innerJoin('marts.exchange_rates as x', (j) =>
      j
        .onRef('x.currency', '=', 'p.currency')
        .on((on) => on(rateDay(on.ref('p.paid_at')), '=', on.ref('x.day'))),
    )
    .select((r) => [
      'c.claim_id',
      sumMoney(
        onlyIf(
          r('p.kind', 'in', ['refund', 'reship', 'credit', 'chargeback']),
          convertMoney(r.ref('p.amount'), r.ref('x.rate')),
        ),
      ).as('amount'),
    ])
    .groupBy('c.claim_id')
