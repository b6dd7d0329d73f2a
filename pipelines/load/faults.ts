import { type ContractRule, rulesOf } from '../../sources/contract/rules.ts'
import type { Feed } from '../../sources/feed.ts'
import { quoted } from '../../warehouse/engine.ts'

/** A rule as SQL: the condition under which a record breaks it, and what its sender is told. */
export type Fault = {
  /** SQL; true where the rule is broken, else false or null. */
  readonly condition: string
  readonly column: string
  readonly sentence: string
}

/** The sent cell of a column, beside the value read from it: a text, unless the source gives values. */
export const textOf = (column: string): string => quoted(`${column} as sent`)

/** Whether a search of all texts of the record together finds what one of them must not hold. */
const isSuspect = quoted('is suspect')

/** SQL of `isSuspect` over the sent cells: one search of all texts takes half the time of a search of each. */
export function suspicion(feed: Feed, columns: readonly string[]): string {
  const searched = rulesOf(feed, columns).flatMap((rule) => (rule.breach === 'holds' ? [rule] : []))
  const patterns = [...new Set(searched.map(({ pattern }) => pattern))]
  const texts = searched.map(({ column }) => textOf(column)).join(', ')
  const found = patterns.map((pattern) => `regexp_matches(concat(${texts}), '${pattern}')`)
  return `${found.join(' or ') || 'false'} as ${isSuspect}`
}

/** Every rule of the feed's contract over the given columns. */
export const faultsOf = (feed: Feed, columns: readonly string[]): Fault[] =>
  rulesOf(feed, columns).map((rule) => ({
    condition: conditionOf(rule, columns),
    column: rule.column,
    sentence: rule.sentence,
  }))

function conditionOf(rule: ContractRule, columns: readonly string[]): string {
  const text = textOf(rule.column)
  const value = quoted(rule.column)
  switch (rule.breach) {
    case 'missing':
      return `${text} is null`
    case 'none of':
      return `${text} not in (${rule.words.map((word) => `'${word}'`).join(', ')})`
    case 'longer than':
      return `length(${text}) > ${rule.most}`
    case 'holds':
      return `case when ${isSuspect} then regexp_matches(${text}, '${rule.pattern}') end`
    case 'does not match':
      return `not regexp_full_match(${text}, '${rule.pattern}')`
    case 'unreadable':
      return `${text} is not null and ${value} is null`
    case 'below':
      return `${value} < ${rule.bound}`
    case 'above':
      return `${value} > ${rule.bound}`
    case 'before':
      return `${value} < '${rule.day}'`
    case 'days ahead':
      return `${value} >= current_date + ${rule.most + 1}`
    case 'apart':
      return apart(rule.columns, columns)
  }
}

function apart(together: readonly string[], columns: readonly string[]): string {
  const given = together.filter((column) => columns.includes(column))
  const missing = together.map((column) => (columns.includes(column) ? `${textOf(column)} is null` : 'true'))
  const present = given.map((column) => `${textOf(column)} is not null`)
  return `(${missing.join(' or ')}) and (${present.join(' or ')})`
}
