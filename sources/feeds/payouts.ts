import { choice, currencyCode, instant, integer, money, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const payouts = feed({
  name: 'payouts',
  about: 'Money or goods given back for an order, or money won back from a chargeback.',
  key: ['payout_id'],
  happenedAt: ['paid_at'],
  columns: {
    payout_id: text('The payout.').required(),
    order_id: text('The order it is paid for.').required().refersTo('orders.order_id'),
    line_number: integer('The line of the order it is paid for.').atLeast(1),
    claim_id: text('The claim it settles.').refersTo('claims.claim_id'),
    return_id: text('The return it settles.').refersTo('returns.return_id'),
    paid_at: instant('When it was paid.').required(),
    kind: choice(
      ['refund', 'reship', 'credit', 'chargeback', 'chargeback_fee', 'chargeback_reversal'],
      'What was paid; a chargeback_reversal is money back to the shop.',
    ).required(),
    amount: money('Its value, positive whichever way it goes.').required().atLeast(0),
    currency: currencyCode('Currency of its amount, ISO 4217.'),
    method: text('The means by which it was paid.'),
    updated_at: instant('When the record was last changed.'),
  },
})
