import type { TopicRule } from './rules.ts'

/** What is asked for by name goes before what words only hint at: who writes of a refund may name the parcel too. */
export const usualTopics: readonly TopicRule[] = [
  {
    topic: 'wismo',
    words: [
      'where is my',
      "where's my",
      'wheres my',
      'tracking',
      'track my',
      'not arrived',
      "hasn't arrived",
      'when will',
      'order status',
      'still waiting',
      'shipping status',
    ],
    tags: ['wismo', 'tracking', 'order_status', 'where_is_my_order'],
  },
  {
    topic: 'claim',
    words: [
      'never arrived',
      'not received',
      'never received',
      "didn't receive",
      'did not receive',
      'missing item',
      'missing from',
      'wrong item',
      'broken',
      'damaged',
      'defective',
      'stolen',
      'empty box',
    ],
    tags: ['claim', 'damaged', 'missing', 'lost_parcel', 'wrong_item'],
  },
  {
    topic: 'refund',
    words: ['refund', 'money back', 'reimburse'],
    tags: ['refund', 'refunds'],
  },
  {
    topic: 'return',
    words: ['return', 'send back', 'sending back', 'exchange', 'too small', 'too big', 'too large'],
    tags: ['return', 'returns', 'exchange', 'rma'],
  },
  {
    topic: 'payment',
    words: [
      'payment',
      'invoice',
      'charged',
      'credit card',
      'declined',
      'voucher',
      'gift card',
      'discount code',
    ],
    tags: ['payment', 'billing', 'invoice'],
  },
  {
    topic: 'delivery',
    words: ['deliver', 'courier', 'parcel', 'shipping', 'shipment', 'address'],
    tags: ['delivery', 'shipping', 'address_change'],
  },
  {
    topic: 'product',
    words: ['in stock', 'back in stock', 'available', 'what size', 'which size', 'size guide', 'warranty'],
    tags: ['product', 'product_question', 'stock', 'warranty'],
  },
]
