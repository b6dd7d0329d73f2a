import {
  boolean,
  choice,
  currencyCode,
  instant,
  integer,
  money,
  number,
  text,
} from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const returnLines = feed({
  name: 'return_lines',
  about: 'The pieces of one order line that a return brings back, and what became of them.',
  key: ['return_id', 'order_id', 'line_number'],
  happenedAt: ['received_at', 'inspected_at', 'disposed_at', 'sellable_at'],
  columns: {
    return_id: text('The return.').required().refersTo('returns.return_id'),
    order_id: text('The order.').required().refersTo('orders.order_id'),
    line_number: integer('The line of the order.').required().atLeast(1),
    quantity: integer('Pieces that the customer said would come back.').required().atLeast(1),
    reason: choice(
      [
        'size',
        'fit',
        'damaged',
        'defective',
        'not_as_described',
        'wrong_item',
        'changed_mind',
        'late',
        'other',
      ],
      'Why the customer returns them.',
    ),
    comment: text('The customer’s own words.').onErasure('words'),
    received_at: instant('When the goods arrived.'),
    received_quantity: integer('Pieces that arrived.').atLeast(0),
    received_weight_grams: number('Weight of what arrived, in grams.').atLeast(0),
    inspected_at: instant('When the goods were inspected.'),
    grade: choice(
      ['new', 'like_new', 'used', 'damaged', 'wrong_item', 'empty', 'parts_missing'],
      'What the inspection found.',
    ),
    serial_matches: boolean('Whether the serial number is that of the piece sold.'),
    tags_attached: boolean('Whether the tags were still on.'),
    disposition: choice(
      ['restock', 'refurbish', 'resell', 'liquidate', 'vendor', 'donate', 'recycle', 'destroy'],
      'What was decided to do with the goods.',
    ),
    disposed_at: instant('When that was done.'),
    recovered_amount: money('What stock or sale brought back.').atLeast(0),
    processing_amount: money('What receiving, inspecting, refurbishing and selling again cost.').atLeast(0),
    sellable_at: instant('When the goods were on sale again.'),
    currency: currencyCode('Currency of its amounts, ISO 4217.'),
    updated_at: instant('When the record was last changed.'),
  },
})
