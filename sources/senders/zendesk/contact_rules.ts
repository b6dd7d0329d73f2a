import { literal } from '../../../warehouse/engine.ts'
import type { TopicRule, ZendeskRules } from './rules.ts'

/** SQL of what the rules make of a ticket with the columns `subject`, `description`, `tags` and `fields`. */

const words = "concat_ws(' ', subject, description)"
const plainWords = `lower(regexp_replace(${words}, '\\s+', ' ', 'g'))`
const tags = `coalesce(from_json(tags, '["VARCHAR"]'), [])`

const escaped = (word: string): string => word.replace(/[^\p{L}\p{N} ]/gu, '\\$&')

/** A word begins where no letter or digit stands before it: `late` is not in `template`. */
const beginsIn = (given: readonly string[]): string =>
  `regexp_matches(${plainWords}, ${literal(`(^|[^\\p{L}\\p{N}])(${given.map((word) => escaped(word.toLowerCase())).join('|')})`)})`

function takes(rule: TopicRule): string {
  const tagged = rule.tags.map((tag) => literal(tag.toLowerCase())).join(', ')
  return [
    ...(rule.words.length > 0 ? [beginsIn(rule.words)] : []),
    ...(rule.tags.length > 0 ? [`list_has_any(${tags}, [${tagged}])`] : []),
  ].join(' or ')
}

export const topicBy = ({ topics }: ZendeskRules): string => {
  const cases = topics
    .filter((rule) => takes(rule) !== '')
    .map((rule) => `when ${takes(rule)} then ${literal(rule.topic)}`)
  return cases.length > 0 ? `case ${cases.join(' ')} else 'other' end` : "'other'"
}

/** The order by its field, else by a tag, else by the words. */
export function orderBy({ orderField, orderTag, orderNumber }: ZendeskRules): string {
  const inField = orderField && `json_extract_string(fields, ${literal(`$."${orderField}"`)})`
  const inTag = `list_filter(
    list_transform(${tags}, lambda tag: regexp_extract(tag, ${literal(orderTag)}, 1)), lambda found: found <> '')[1]`
  const inWords = `regexp_extract(${words}, ${literal(orderNumber)}, 1)`
  const places = [...(inField ? [inField] : []), inTag, inWords]
  return `coalesce(${places.map((place) => `nullif(trim(${place}), '')`).join(', ')})`
}
