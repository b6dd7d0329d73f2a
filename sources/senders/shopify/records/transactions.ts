import { boolean, currencyCode, instant, money, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { objectsIn, recordIn, valueAt } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { firstTold, type Reader, tells, word } from '../readings.ts'
import { refundsOfOrders } from './of_orders.ts'

/** A payment of an order. */
export const payments: ForeignRecord = {
  record: feed({
    name: 'shopify_payments',
    about: 'A payment of an order of the shopify sender.',
    key: ['transaction_id'],
    happenedAt: [],
    columns: {
      transaction_id: text('The payment.').required(),
      order_id: text('The order.').required(),
      status: text('Whether it went through.').required(),
      wallet: text('The wallet that held the card, such as apple_pay.'),
      fees: text('What the payment cost the shop, as a list of amounts.'),
      updated_at: instant('When the order was last changed that the payment was sent with.'),
    },
  }),
  headers: {},
  mappedBy: ['order_id'],
}

/** Money that a refund gave back, or is to give back. */
export const refundTransactions: ForeignRecord = {
  record: feed({
    name: 'shopify_refund_transactions',
    about: 'Money that a refund of the shopify sender gave back, or did not.',
    key: ['transaction_id'],
    happenedAt: ['processed_at'],
    columns: {
      transaction_id: text('The transaction.').required(),
      refund_id: text('The refund.').required(),
      kind: text('What it does; only those of kind refund give money back.').required(),
      status: text('Whether it went through.').required(),
      is_test: boolean('Whether no money moved.'),
      amount: money('How much.').required(),
      currency: currencyCode('Currency of the amount, ISO 4217.'),
      gateway: text('By which payment gateway.'),
      processed_at: instant('When it was carried out.'),
      updated_at: instant('When what it was sent with was last changed.'),
    },
  }),
  headers: { is_test: 'test' },
  mappedBy: { partOf: refundsOfOrders, by: ['refund_id'] },
}

const takesMoney = ['sale', 'capture', 'authorization', 'emv_authorization']

export const readTransaction: Reader = (node, { order, refund, asOf }) => {
  if (!tells(node, 'kind', 'status')) return []
  const shared = { transaction_id: idOf(node), status: word(node.status), updated_at: asOf }
  if (refund !== undefined)
    return tells(node, ['amount_set', 'amount'])
      ? [
          recordIn(refundTransactions, node, {
            ...shared,
            refund_id: refund,
            kind: word(node.kind),
            amount: firstTold(node, 'amount_set.shop_money.amount', 'amount'),
            currency: firstTold(node, 'amount_set.shop_money.currency_code', 'currency'),
            processed_at: firstTold(node, 'processed_at', 'created_at'),
          }),
        ]
      : []
  if (!takesMoney.includes(String(word(node.kind)))) return []
  return [
    recordIn(payments, node, {
      ...shared,
      order_id: order,
      wallet: word(firstTold(node, 'payment_details.wallet', 'payment_details.credit_card_wallet')),
      fees: Array.isArray(node.fees)
        ? objectsIn(node.fees).map((fee) => valueAt(fee, 'amount.amount'))
        : undefined,
    }),
  ]
}
