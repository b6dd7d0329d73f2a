import type { Expression } from 'kysely'
import type { Instant } from '../../../warehouse/columns.ts'
import { asOf, calendarDay, hoursBetween, orElse, ratio, toMoney } from '../../../warehouse/functions.ts'
import type { Settings } from '../../settings.ts'
import { returnedLines } from './returned.ts'

export const returnStepDimensions = ['region', 'channel', 'category', 'reason'] as const

type Moment = Expression<Instant | null>
type Line = { ref: (name: StepColumn) => Moment }
type StepColumn =
  | 'o.ordered_at'
  | 'l.requested_at'
  | 'l.received_at'
  | 'l.inspected_at'
  | 'l.sellable_at'
  | 'b.refunded_at'

/** Days between two moments of each returned line, on the business day of the later one. */
export const daysBetweenSteps =
  (from: StepColumn, to: StepColumn) =>
  ({ timeZone }: Settings) =>
    returnedLines().select((r) => {
      const { ref } = r as unknown as Line
      return [
        calendarDay(ref(to), timeZone).as('happened_on'),
        toMoney(ratio(hoursBetween(ref(from), ref(to)), 24)).as('amount'),
      ]
    })

/** What each returned line lost by waiting, on the day on which that ended, or on the run's day while it waits. */
export const decay = ({ timeZone }: Settings) =>
  returnedLines().select((r) => [
    calendarDay(orElse(r.ref('l.wait_ended_at'), asOf()), timeZone).as('happened_on'),
    'l.decay_amount as amount',
  ])
