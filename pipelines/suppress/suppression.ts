import type { suppressions } from '../../sources/logged/suppressions.ts'
import type { RecordIn } from '../log/record.ts'

/** A suppression as its log has it. */
export type Suppression = RecordIn<typeof suppressions>

/** Each suppression as it was written down last, oldest first. */
export const newestVersions = (logged: readonly Suppression[]): Suppression[] => [
  ...new Map(logged.map((one) => [one.suppression_id, one])).values(),
]

/** Whether it still silences its signal on the day (`2026-06-30`) and after. */
export const isInForce = ({ ended_at, silenced_until }: Suppression, day: string): boolean =>
  ended_at === null && silenced_until >= day

/** The business day of a moment in a time zone, as `2026-06-30`. */
export const businessDay = (at: Date, timeZone: string): string =>
  // Swedish days are written year-month-day.
  at.toLocaleDateString('sv-SE', { timeZone })

/** For whom or what it silences its signal. */
export const scopeOf = ({ silenced_for, customer_id, carrier, facility }: Suppression): string =>
  silenced_for === 'identity' ? `the identity of account ${customer_id}` : `the lane ${carrier}, ${facility}`
