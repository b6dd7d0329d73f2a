import type { ColumnFacts, Kind } from '../../warehouse/columns.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'

/** SQL that turns a text into a value, null where the text does not say one exactly. */
export type Reading = {
  readonly value: (text: string) => string
  /** What a text must be, as the end of a sentence: "total_amount is not …". */
  readonly mustBe: string
}

export type ReadingSettings = {
  /** The zone in which times without offset are read. */
  readonly timeZone: string
  /** Whether the file states its types, so that floating point may be written with an exponent. */
  readonly isTyped: boolean
}

const matches = (text: string, pattern: string, value: string): string =>
  `case when regexp_full_match(${text}, '${pattern}') then ${value} end`

const decimal = (kind: Kind, whole: number, places: number): Reading => ({
  value: (text) =>
    matches(
      text,
      `-?[0-9]{1,${whole}}([.][0-9]{1,${places}}0*)?`,
      `try_cast(${text} as ${duckDb.typeOf[kind]})`,
    ),
  mustBe: `a plain number with at most ${places} decimals`,
})

const date = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?'
const offset = '(Z|[+-][0-9]{2}(:?[0-9]{2})?)'

/** Whether a well-formed time says no offset from UTC. */
export const lacksOffset = (text: string): string =>
  `not (ends_with(${text}, 'Z') or contains(substr(${text}, 12), '+') or contains(substr(${text}, 12), '-'))`

const withSeconds = (text: string): string =>
  `case when substr(${text}, 17, 1) = ':' then ${text} else substr(${text}, 1, 16) || ':00' || substr(${text}, 17) end`

const instant = (timeZone: string): Reading => ({
  value: (text) =>
    matches(
      text,
      `${date}[T ]${clock}${offset}?`,
      `case when ${lacksOffset(text)}
        then timezone('UTC', timezone('${timeZone}', try_cast(${withSeconds(text)} as timestamp)))
        else timezone('UTC', try_cast(${withSeconds(text)} as timestamptz)) end`,
    ),
  mustBe: 'a time in ISO 8601 such as 2024-05-31T14:05:00Z',
})

const yes = "'true', 't', 'yes', '1'"
const no = "'false', 'f', 'no', '0'"

/** How a column's texts are read. */
export function readingOf({ kind }: ColumnFacts, { timeZone, isTyped }: ReadingSettings): Reading {
  switch (kind) {
    case 'text':
      return { value: (text) => text, mustBe: 'text' }
    case 'integer':
      return {
        value: (text) => matches(text, '-?[0-9]{1,18}', `try_cast(${text} as bigint)`),
        mustBe: 'a whole number',
      }
    case 'number':
      return {
        value: (text) =>
          matches(
            text,
            `-?[0-9]{1,15}([.][0-9]{1,20})?${isTyped ? '(e[+-]?[0-9]{1,2})?' : ''}`,
            `try_cast(${text} as double)`,
          ),
        mustBe: 'a plain number',
      }
    case 'money':
      return decimal('money', 14, 4)
    case 'rate':
      return decimal('rate', 10, 8)
    case 'boolean':
      return {
        value: (text) =>
          `case when lower(${text}) in (${yes}) then true when lower(${text}) in (${no}) then false end`,
        mustBe: 'true or false',
      }
    case 'instant':
      return instant(timeZone)
    case 'day':
      return {
        value: (text) => matches(text, date, `try_cast(${text} as date)`),
        mustBe: 'a day such as 2024-05-31',
      }
  }
}
