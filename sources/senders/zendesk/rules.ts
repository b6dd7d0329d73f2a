/** What a contact may be about, as `contacts.topic` has it. What no rule takes is `other`. */
export const ruledTopics = ['wismo', 'delivery', 'return', 'refund', 'claim', 'product', 'payment'] as const

export type TopicRule = {
  readonly topic: (typeof ruledTopics)[number]
  /** Words that the subject or the description holds, in any case; each may be the beginning of a longer word. */
  readonly words: readonly string[]
  /** Tags of the ticket. */
  readonly tags: readonly string[]
}

/** How a shop's tickets tell what they are about, and which order. */
export type ZendeskRules = {
  /** The first that takes a ticket gives its topic. */
  readonly topics: readonly TopicRule[]
  /** The custom field that holds the order: its id, or its column in a warehouse. */
  readonly orderField?: string | undefined
  /** Patterns whose first group is the order, in a tag, and in the subject or description. */
  readonly orderTag: string
  readonly orderNumber: string
}

/** From what is asked for by name to what words alone hint at: who writes of a refund may name the parcel too. */
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
    words: ['payment', 'invoice', 'charged', 'credit card', 'declined', 'voucher', 'gift card', 'discount code'],
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
