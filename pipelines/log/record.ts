import { randomBytes } from 'node:crypto'
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
export const newRecordId = (prefix: string, now: Date): string =>
  `${prefix}-${now.toISOString().replace(/[-:.]/g, '')}-${randomBytes(4).toString('hex')}`

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
