import { currencyCode, instant, money, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn, valueAt } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { type Reader, tells } from '../readings.ts'
import { orderOf, refundsOfOrders } from './of_orders.ts'

/** A refund, without its lines and transactions. */
export const refunds: ForeignRecord = {
  record: feed({
    name: 'shopify_refunds',
    about: 'A refund of the shopify sender, without its lines and transactions.',
    key: ['refund_id'],
    happenedAt: ['created_at'],
    columns: {
      refund_id: text('The refund.').required(),
      created_at: instant('When it was made.').required(),
      total_amount: money('What it gave back in all, where Shopify tells it.'),
      currency: currencyCode('Currency of that, ISO 4217.'),
      updated_at: instant('When the refund, or the order it was sent with, was last changed.'),
    },
  }),
  headers: { total_amount: 'total_refunded_set.shop_money.amount' },
  mappedBy: { partOf: refundsOfOrders, by: ['refund_id'] },
}

/** The return that a refund settles. What does not tell of it must not sever the two. */
export const returnedRefunds: ForeignRecord = {
  record: feed({
    name: 'shopify_returned_refunds',
    about: 'A refund of the shopify sender that settles a return.',
    key: ['refund_id'],
    happenedAt: [],
    columns: {
      refund_id: text('The refund.').required(),
      return_id: text('The return that it settles.').required(),
      updated_at: instant('When the refund, or the order it was sent with, was last changed.'),
    },
  }),
  headers: {},
  mappedBy: { partOf: refundsOfOrders, by: ['refund_id'] },
}

export const readRefund: Reader = (node, place) => [
  ...orderOf(refundsOfOrders, 'refund', place.refund, place.order),
  ...(tells(node, 'created_at')
    ? [
        recordIn(refunds, node, {
          refund_id: place.refund,
          currency: valueAt(node, 'total_refunded_set.shop_money.currency_code'),
          updated_at: place.asOf,
        }),
      ]
    : []),
  ...(place.return === undefined
    ? []
    : [
        recordIn(returnedRefunds, node, {
          refund_id: place.refund,
          return_id: place.return,
          updated_at: place.asOf,
        }),
      ]),
]
