import type { Expression } from 'kysely'
import type { Day, Instant } from '../columns.ts'
import { call, type Expr, type FunctionMeaning, type NullIn } from './declare.ts'

type Moment = Expression<Instant | null> | Expression<Instant>
type Date_ = Expression<Day | null> | Expression<Day>
type Num = number | Expression<number | null> | Expression<number>

export const times = {
  as_of: { means: "The run's one instant, in place of the wall clock.", cases: [] },
  as_of_before: {
    means: 'The instant of the build before, of a table that is brought up to date.',
    cases: [],
  },
  whole_days_between: {
    means: 'Whole days elapsed from the first instant to the second, cut towards zero.',
    cases: [
      {
        given: [
          ['instant', '2026-01-01 23:00:00'],
          ['instant', '2026-01-02 01:00:00'],
        ],
        gives: ['integer', '0'],
      },
      {
        given: [
          ['instant', '2026-01-01 00:00:00'],
          ['instant', '2026-01-03 00:00:00'],
        ],
        gives: ['integer', '2'],
      },
    ],
  },
  hours_between: {
    means: 'Hours elapsed from the first instant to the second, with fractions, to the millisecond.',
    cases: [
      {
        given: [
          ['instant', '2026-01-01 23:00:00'],
          ['instant', '2026-01-02 00:30:00'],
        ],
        gives: ['number', '1.5'],
      },
    ],
  },
  days_between: {
    means: 'Calendar days from the first day to the second.',
    cases: [
      {
        given: [
          ['day', '2026-02-27'],
          ['day', '2026-03-01'],
        ],
        gives: ['integer', '2'],
      },
    ],
  },
  utc_day: {
    means: 'The calendar day of an instant in UTC.',
    cases: [{ given: [['instant', '2026-01-01 23:59:59']], gives: ['day', '2026-01-01'] }],
  },
  calendar_day: {
    means: 'The calendar day of an instant in the named time zone.',
    cases: [
      {
        given: [
          ['instant', '2026-01-01 03:00:00'],
          ['text', 'America/New_York'],
        ],
        gives: ['day', '2025-12-31'],
      },
      {
        given: [
          ['instant', '2026-01-01 03:00:00'],
          ['text', 'UTC'],
        ],
        gives: ['day', '2026-01-01'],
      },
    ],
  },
  month_of: {
    means: "The first day of the day's month.",
    cases: [{ given: [['day', '2026-02-27']], gives: ['day', '2026-02-01'] }],
  },
  weekday: {
    means: 'The day of the week: Monday is 1, Sunday is 7.',
    cases: [{ given: [['day', '2026-11-22']], gives: ['integer', '7'] }],
  },
  plus_days: {
    means: 'The instant so many times 24 hours later.',
    cases: [
      {
        given: [
          ['instant', '2026-01-01 03:00:00'],
          ['integer', '2'],
        ],
        gives: ['instant', '2026-01-03 03:00:00'],
      },
    ],
  },
  plus_hours: {
    means: 'The instant so many hours later.',
    cases: [
      {
        given: [
          ['instant', '2026-01-01 03:00:00'],
          ['integer', '2'],
        ],
        gives: ['instant', '2026-01-01 05:00:00'],
      },
    ],
  },
  day_plus_days: {
    means: 'The day so many days later.',
    cases: [
      {
        given: [
          ['day', '2026-02-27'],
          ['integer', '2'],
        ],
        gives: ['day', '2026-03-01'],
      },
    ],
  },
} as const satisfies Record<string, FunctionMeaning>

/** The run's one instant: the newest dated event loaded, or what `--as-of` says. */
export const asOf = (): Expr<Instant> => call('as_of')
/** The instant of the build before, for what time alone may have changed since. */
export const asOfBefore = (): Expr<Instant> => call('as_of_before')
export const wholeDaysBetween = <A extends Moment, B extends Moment>(
  from: A,
  to: B,
): Expr<number | NullIn<A | B>> => call('whole_days_between', from, to)
export const hoursBetween = <A extends Moment, B extends Moment>(
  from: A,
  to: B,
): Expr<number | NullIn<A | B>> => call('hours_between', from, to)
export const daysBetween = <A extends Date_, B extends Date_>(from: A, to: B): Expr<number | NullIn<A | B>> =>
  call('days_between', from, to)
/** The business day of an instant; `timeZone` is an IANA name, from the settings. */
export const calendarDay = <A extends Moment>(at: A, timeZone: string): Expr<Day | NullIn<A>> =>
  timeZone === 'UTC' ? call('utc_day', at) : call('calendar_day', at, timeZone)
export const monthOf = <A extends Date_>(of: A): Expr<Day | NullIn<A>> => call('month_of', of)
export const weekday = <A extends Date_>(of: A): Expr<number | NullIn<A>> => call('weekday', of)
export const plusDays = <A extends Moment, B extends Num>(at: A, days: B): Expr<Instant | NullIn<A | B>> =>
  call('plus_days', at, days)
export const plusHours = <A extends Moment, B extends Num>(at: A, hours: B): Expr<Instant | NullIn<A | B>> =>
  call('plus_hours', at, hours)
export const dayPlusDays = <A extends Date_, B extends Num>(from: A, days: B): Expr<Day | NullIn<A | B>> =>
  call('day_plus_days', from, days)
