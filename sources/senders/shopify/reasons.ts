import { translated } from './sql.ts'

/** Why goods come back, by Shopify's first list of reasons. */
const reasons = {
  size_too_small: 'size',
  size_too_large: 'size',
  color: 'changed_mind',
  style: 'changed_mind',
  unwanted: 'changed_mind',
  defective: 'defective',
  not_as_described: 'not_as_described',
  wrong_item: 'wrong_item',
  other: 'other',
} as const

/** The same by the handles of the newer list, which a shop may add to. */
const handles = {
  'too-small': 'size',
  'too-big': 'size',
  'too-large': 'size',
  color: 'changed_mind',
  style: 'changed_mind',
  'changed-my-mind': 'changed_mind',
  'damaged-or-defective': 'defective',
  'item-not-as-described': 'not_as_described',
  'received-the-wrong-item': 'wrong_item',
  'other-reason': 'other',
  other: 'other',
} as const

/** SQL of the feed's word; "unknown" is none, and a word that is in neither list is given on as it is. */
export const reasonOf = (line: string): string =>
  translated(`coalesce(nullif(${line}.reason_handle, 'unknown'), nullif(${line}.reason, 'unknown'))`, {
    ...reasons,
    ...handles,
  })
