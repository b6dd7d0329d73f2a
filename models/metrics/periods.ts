import { type Column, integer } from '../../warehouse/columns.ts'
import { asOf, calendarDay, dayPlusDays, multiply, whole } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'

/** The days of the periods that pages offer. */
const lengths = [30, 90, 365] as const

export const daysColumn: Column<number> = integer(
  'Length of the period in days: 30, 90 or 365. It ends with the business day of the run; what is named before is of as many days before it.',
).required()

/** Each period: `days` long up to `last_day`, from after `day_before`; and the one before it, from after `day_before_that`. */
export const periods = ({ timeZone }: Settings) => {
  const lastDay = calendarDay(asOf(), timeZone)
  return tables()
    .selectFrom(
      lengths
        .map((days) => tables().selectNoFrom(whole(days).as('days')))
        .reduce((all, one) => all.unionAll(one))
        .as('n'),
    )
    .select((r) => [
      'n.days',
      lastDay.as('last_day'),
      dayPlusDays(lastDay, multiply(r.ref('n.days'), -1)).as('day_before'),
      dayPlusDays(lastDay, multiply(r.ref('n.days'), -2)).as('day_before_that'),
    ])
}
