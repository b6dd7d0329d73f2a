import { choice, currencyCode, instant, money, text } from '../../../../warehouse/columns.ts'
import { feed } from '../../../feed.ts'
import { recordIn } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { firstTold, type Reader, tells, word } from '../readings.ts'

/** A payment that its payer disputes with the bank. */
export const disputes: ForeignRecord = {
  record: feed({
    name: 'shopify_disputes',
    about: 'A payment of the shopify sender that its payer disputes with the bank.',
    key: ['dispute_id'],
    happenedAt: ['initiated_at', 'finalized_on'],
    columns: {
      dispute_id: text('The dispute.').required(),
      order_id: text('The order that was paid.').required(),
      type: choice(
        ['chargeback', 'inquiry'],
        'Whether the bank took the money back or only asks.',
      ).required(),
      status: choice(
        ['needs_response', 'under_review', 'charge_refunded', 'accepted', 'won', 'lost', 'prevented'],
        'How it stands.',
      ).required(),
      reason: text('Why, in Shopify’s words.'),
      network_reason: text('The card network’s reason code.'),
      amount: money('The disputed amount.').required(),
      currency: currencyCode('Currency of the amount, ISO 4217.'),
      initiated_at: instant('When the payer disputed it.').required(),
      finalized_on: instant('When it was decided.'),
      updated_at: instant('The latest of its times.'),
    },
  }),
  headers: {},
  mappedBy: ['order_id'],
}

export const readDispute: Reader = (node, { order, asOf }) =>
  tells(node, 'initiated_at', 'status', 'amount')
    ? [
        recordIn(disputes, node, {
          dispute_id: idOf(node),
          order_id: order,
          type: word(node.type),
          status: word(node.status),
          reason: word(firstTold(node, 'reason_details.reason', 'reason')),
          network_reason: firstTold(node, 'reason_details.network_reason_code', 'network_reason_code'),
          amount: firstTold(node, 'amount.amount', 'amount'),
          currency: firstTold(node, 'amount.currency_code', 'currency'),
          updated_at: asOf,
        }),
      ]
    : []
