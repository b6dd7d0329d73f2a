import { createHash, randomBytes } from 'node:crypto'
import type { Settings } from '../../models/settings.ts'
import { type RecordOf, recordSchema } from '../../sources/contract/record.ts'
import type { Feed } from '../../sources/feed.ts'
import type { Columns } from '../../warehouse/columns.ts'
import { Problem } from '../runner/problems.ts'

/** A record of a kind, as its contract reads it. */
export type RecordIn<F extends Feed> = {
  [Name in keyof RecordOf<F['columns']>]: RecordOf<F['columns']>[Name]
}

/** Nobody else gives this id, and ids of later records come later by name. */
export const newRecordId = (prefix: string, now: Date, end = randomBytes(4).toString('hex')): string =>
  `${prefix}-${now.toISOString().replace(/[-:.]/g, '')}-${end}`

/** What the id of a record ends with that somebody sent with a key of their own: the same for both sendings. */
export const endOfKey = (person: string, key: string): string =>
  createHash('sha256')
    .update(JSON.stringify([person, key]))
    .digest('hex')
    .slice(0, 24)

/** The end of an id of a record that was written here. */
export const endOf = (id: string): string => id.slice(id.lastIndexOf('-') + 1)

/** The moment of writing by the wall clock, which the id tells; the start of time of an id that was not given here. */
export function writtenAt(id: string): Date {
  const [, day, time, millis] = /-(\d{8})T(\d{6})(\d{3})Z-/.exec(id) ?? []
  if (!day || !time) return new Date(0)
  const parts = [day.slice(0, 4), day.slice(4, 6), day.slice(6)].join('-')
  const hours = [time.slice(0, 2), time.slice(2, 4), time.slice(4)].join(':')
  return new Date(`${parts}T${hours}.${millis}Z`)
}

/** Holds a record to the contract of its kind, as a load would. */
export function checkedRecord<Name extends string, C extends Columns>(
  kind: Feed<Name, C>,
  record: { readonly [Column in keyof C]: unknown },
  { timeZone, reportingCurrency }: Pick<Settings, 'timeZone' | 'reportingCurrency'>,
  now: Date,
): RecordIn<Feed<Name, C>> {
  const today = now.toISOString().slice(0, 10)
  const schema = recordSchema(kind, { timeZone, currency: reportingCurrency, today })
  const read = schema.safeParse(record)
  if (read.success) return read.data
  throw new Problem(
    `This cannot be written down: ${read.error.issues.map(({ message }) => message).join('; ')}.`,
    {
      where: `the contract of ${kind.name}`,
      next: 'mend these and give the command again: nothing was written.',
    },
  )
}
