import type { Feed } from '../../sources/feed.ts'
import type { ColumnFacts } from '../../warehouse/columns.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type ReadingSettings, readingOf } from './values.ts'

/** A rule as SQL: the condition under which a record breaks it, and what its sender is told. */
export type Fault = {
  /** SQL; true where the rule is broken, else false or null. */
  readonly condition: string
  readonly column: string
  /** Names the column and the rule, never the value. */
  readonly sentence: string
}

/** The sent cell of a column, beside the value read from it: a text, unless the source gives values. */
export const textOf = (column: string): string => quoted(`${column} as sent`)

/** The first and the last day that a date may name. */
export const firstDay = '2000-01-01'
export const lastDay = 'current_date + 401'

const mostCharacters = 10_000
const controlCharacters = String.raw`[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x{9F}]`

/** Every rule of the feed's contract over the given columns. */
export function faultsOf(feed: Feed, columns: readonly string[], settings: ReadingSettings): Fault[] {
  const ofColumns = columns.flatMap((column) => {
    const facts = feed.columns[column]?.facts
    return facts ? columnFaults(column, facts, settings) : []
  })
  const ofRules = feed.rules.flatMap(({ sentence, together }) => {
    const given = together.filter((column) => columns.includes(column))
    if (given.length === 0) return []
    const missing = together.map((column) =>
      columns.includes(column) ? `${textOf(column)} is null` : 'true',
    )
    const present = given.map((column) => `${textOf(column)} is not null`)
    const condition = `(${missing.join(' or ')}) and (${present.join(' or ')})`
    return [{ condition, column: together.join(', '), sentence }]
  })
  return [...ofColumns, ...ofRules]
}

function columnFaults(column: string, facts: ColumnFacts, settings: ReadingSettings): Fault[] {
  const text = textOf(column)
  const value = quoted(column)
  const faults: Fault[] = []
  const add = (condition: string, says: string) =>
    faults.push({ condition, column, sentence: `${column} ${says}` })

  if (facts.required) add(`${text} is null`, 'is missing')
  if (facts.kind === 'text') {
    if (facts.choices) {
      const words = facts.choices.map((word) => `'${word}'`).join(', ')
      add(`${text} not in (${words})`, `is none of ${facts.choices.join(', ')}`)
      return faults
    }
    add(`length(${text}) > ${mostCharacters}`, `is longer than ${mostCharacters} characters`)
    add(`regexp_matches(${text}, '${controlCharacters}')`, 'holds a control character')
    if (column === 'currency')
      add(`not regexp_full_match(${text}, '[A-Z]{3}')`, 'is not an ISO 4217 currency code such as EUR')
    if (column === 'country' || column.endsWith('_country'))
      add(`not regexp_full_match(${text}, '[A-Z]{2}')`, 'is not an ISO 3166-1 country code such as DE')
    return faults
  }
  add(`${text} is not null and ${value} is null`, `is not ${readingOf(facts, settings).mustBe}`)
  if (facts.atLeast !== undefined)
    add(`${value} < ${plain(facts.atLeast)}`, `is below ${plain(facts.atLeast)}`)
  if (facts.atMost !== undefined) add(`${value} > ${plain(facts.atMost)}`, `is above ${plain(facts.atMost)}`)
  if (facts.kind === 'instant' || facts.kind === 'day') {
    add(`${value} < '${firstDay}'`, `is before ${firstDay}`)
    add(`${value} >= ${lastDay}`, 'is more than 400 days ahead')
  }
  return faults
}

/** The number without an exponent. */
const plain = (bound: number): string =>
  Number.isInteger(bound) ? String(bound) : bound.toFixed(8).replace(/0+$/, '')
