import { readings } from '../../sources/contract/readings.ts'
import type { Kind } from '../../warehouse/columns.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import { inUtc } from './cell.ts'

/** Whether a well-formed time says no offset from UTC. Most times end in Z, and are told by that alone. */
export const lacksOffset = (text: string): string =>
  `case when ends_with(${text}, 'Z') then false
    else not (contains(substr(${text}, 12), '+') or contains(substr(${text}, 12), '-')) end`

const withSeconds = (text: string): string =>
  `case when substr(${text}, 17, 1) = ':' then ${text} else substr(${text}, 1, 16) || ':00' || substr(${text}, 17) end`

/** A time in UTC needs no calendar, which takes four times as long as reading it. */
const instant = (text: string, timeZone: string): string =>
  `case when ends_with(${text}, 'Z') then try_cast(${withSeconds(text)} as timestamp)
        when ${lacksOffset(text)}
        then timezone('UTC', timezone('${timeZone}', try_cast(${withSeconds(text)} as timestamp)))
        else ${inUtc(`try_cast(${withSeconds(text)} as timestamptz)`)} end`

const listed = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ')

/** SQL of the value that a text says, null where it does not say one exactly. Times without offset are in the zone. */
export function valueSaid(kind: Kind, text: string, timeZone: string): string {
  if (kind === 'text') return text
  if (kind === 'boolean') {
    const { yes, no } = readings.boolean
    return `case when lower(${text}) in (${listed(yes)}) then true when lower(${text}) in (${listed(no)}) then false end`
  }
  const value = kind === 'instant' ? instant(text, timeZone) : `try_cast(${text} as ${duckDb.typeOf[kind]})`
  return `case when regexp_full_match(${text}, '${readings[kind].pattern}') then ${value} end`
}
