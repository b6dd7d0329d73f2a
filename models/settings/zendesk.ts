import { z } from 'zod'
import { usualTopics } from './zendesk_topics.ts'

const topicRule = z.strictObject({
  /** What a contact that the rule takes is about; one that no rule takes is `other`. */
  topic: z.enum(['wismo', 'delivery', 'return', 'refund', 'claim', 'product', 'payment']),
  /** Words in the subject or the description, in any case; each may be the beginning of a longer word. */
  words: z.array(z.string().min(1)).readonly().default([]),
  /** Tags of the ticket. */
  tags: z.array(z.string().min(1)).readonly().default([]),
})

/** A pattern whose one group is the order. */
const orderPattern = z.string().superRefine((pattern, { addIssue }) => {
  const fault = faultOf(pattern)
  if (fault) addIssue({ code: 'custom', message: fault })
})

/** The engine reads no pattern that looks around, or back at a group. */
function faultOf(pattern: string): string | undefined {
  if (/\(\?<?[=!]|\\[1-9]/.test(pattern)) return 'looks around or back, which no pattern here can'
  try {
    const groups = (new RegExp(`${pattern}|`, 'u').exec('')?.length ?? 0) - 1
    return groups === 1 ? undefined : 'must have one group, which is the order, as in #([0-9]+)'
  } catch {
    return 'is no regular expression'
  }
}

/** How a shop's tickets tell what they are about, and which order. */
export const zendeskRulesSchema = z
  .strictObject({
    /** The first that takes a ticket gives its topic. */
    topics: z.array(topicRule).readonly().default(usualTopics),
    /** The custom field that holds the order: its id, or its column in a warehouse. */
    orderField: z
      .string()
      .regex(/^[a-z0-9_]+$/, 'must be the id of a field, or its column such as custom_order')
      .optional(),
    /** What a tag that names the order looks like. */
    orderTag: orderPattern.default('^order[_-]?([0-9]+)$'),
    /** What an order looks like in the subject and the description. */
    orderNumber: orderPattern.default('#([0-9]+)'),
  })
  .prefault({})
