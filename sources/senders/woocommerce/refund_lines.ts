import { instant, integer, money, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'
import { refundMentions } from './refund_mentions.ts'

/** What a refund gives back for one line of the order: money, and pieces where it says so. */
export const woocommerceRefundLines = feed({
  name: 'woocommerce_refund_lines',
  about: 'A line of a refund of the woocommerce sender.',
  key: ['refund_id', 'refund_line_id'],
  happenedAt: [],
  columns: {
    refund_id: text('The refund.').required(),
    refund_line_id: text('The line of the refund.').required(),
    line_number: integer('The line item of the order.'),
    quantity: integer('Pieces, below zero.').required(),
    total: money('Money before tax, below zero.').required(),
    total_tax: money('Its tax, below zero.'),
    updated_at: instant('When the refund was made.').required(),
  },
})

export const refundLines: ForeignRecord = {
  record: woocommerceRefundLines,
  headers: { refund_line_id: 'id' },
  mappedBy: { partOf: refundMentions, by: ['refund_id'] },
}
