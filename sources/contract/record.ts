import { z } from 'zod'
import type { Columns, Day, Instant } from '../../warehouse/columns.ts'
import type { Feed } from '../feed.ts'
import { breaks } from './record/breaks.ts'
import { isUnicode, sentTexts } from './record/cells.ts'
import { Zone } from './record/times.ts'
import { readerOf, type Value } from './record/values.ts'
import { rulesOf } from './rules.ts'

export type RecordSettings = {
  /** IANA name of the zone in which times without offset are read. */
  readonly timeZone: string
  /** The currency of a record that states none. */
  readonly currency: string
  /** The day in UTC, as `2024-05-31`. */
  readonly today: string
}

/** Days are texts as `2024-05-31`, instants in UTC as `2024-05-31T14:05:00.000000Z`. */
type Read<Value> = Value extends Instant | Day ? string : Value

/** A record of a feed with these columns, null where it states nothing. */
export type RecordOf<C extends Columns> = { [Name in keyof C]: Read<C[Name]['value']> }

/**
 * The feed's contract for one record: an object as a JSON body or a form gives it. Its issues are the faults
 * that the loader finds in the same record in a file, all at once, each with the path of its column; an issue
 * without a path refuses the record as a whole.
 */
export function recordSchema<Name extends string, C extends Columns>(
  feed: Feed<Name, C>,
  { timeZone, currency, today }: RecordSettings,
): z.ZodType<RecordOf<C>, unknown> {
  const zone = new Zone(timeZone)
  const columns = Object.entries(feed.columns)
  const readers = new Map(columns.map(([column, { facts }]) => [column, readerOf(facts.kind, zone)]))
  const rules = rulesOf(feed, Object.keys(feed.columns)).map((rule) => ({
    column: rule.column,
    sentence: rule.sentence,
    isBroken: breaks(rule, today),
  }))

  return z.unknown().transform((record, context) => {
    const refuse = (message: string, path: string[] = []) =>
      context.addIssue({ code: 'custom', message, path })
    if (typeof record !== 'object' || record === null || Array.isArray(record)) {
      refuse('the record is not a JSON object')
      return z.NEVER
    }
    if (!isUnicode(record)) {
      refuse('the record holds half a character, which is not Unicode')
      return z.NEVER
    }
    const sent = sentTexts(feed, record, currency)
    const read = new Map<string, Value | null>()
    for (const [column, reader] of readers) {
      const text = sent.get(column) ?? null
      read.set(column, text === null ? null : reader(text))
    }
    for (const { column, sentence, isBroken } of rules)
      if (isBroken({ sent, read })) refuse(sentence, [column])
    return Object.fromEntries(read) as RecordOf<C>
  })
}
