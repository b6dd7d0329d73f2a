export type TopicRule = {
  readonly topic: string
  /** Words in the subject or the description, in any case; each may be the beginning of a longer word. */
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
  /** What the order looks like in a tag, and in the subject and the description: the pattern's one group. */
  readonly orderTag: string
  readonly orderNumber: string
}
