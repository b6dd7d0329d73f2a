import { instant, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'
import { refundMentions } from './refund_mentions.ts'

/** A refund in full. It need not name its order: the order names it. */
export const woocommerceRefunds = feed({
  name: 'woocommerce_refunds',
  about: 'A refund of the woocommerce sender.',
  key: ['refund_id'],
  happenedAt: ['refunded_at'],
  columns: {
    refund_id: text('The refund.').required(),
    refunded_at: instant('When it was made.').required(),
    updated_at: instant('The same; refunds do not change.').required(),
  },
})

export const refunds: ForeignRecord = {
  record: woocommerceRefunds,
  headers: { refund_id: 'id' },
  mappedBy: { partOf: refundMentions, by: ['refund_id'] },
}
