import { instant, money, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** That an order had a refund: told by every later version of the order, without when, and by the refund itself. */
export const woocommerceRefundMentions = feed({
  name: 'woocommerce_refund_mentions',
  about: 'A refund as an order, or the refund itself, names it in the woocommerce sender.',
  key: ['refund_id', 'updated_at'],
  happenedAt: [],
  columns: {
    refund_id: text('The refund.').required(),
    order_id: text('The order.').required(),
    amount: money('What went back.').required(),
    updated_at: instant(
      'When the order was changed, or the refund made: by then there was the refund.',
    ).required(),
  },
})

export const refundMentions: ForeignRecord = {
  record: woocommerceRefundMentions,
  headers: {},
  mappedBy: ['order_id'],
}
