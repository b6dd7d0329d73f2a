/**
 * What a text must be to be read as a value of each kind. Every pattern must match from end to end, and is
 * written so that RE2 and JavaScript (flag `u`) read it alike.
 */

/** Years are four digits; whether the calendar has the day is for the execution to say. */
const date = '[0-9]{4}-[0-9]{2}-[0-9]{2}'
const clock = '([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?'
const offset = '(Z|[+-]([01][0-9]|2[0-3])(:?[0-5][0-9])?)'

/** Zeros beyond the last place change nothing, so they may stand there. */
const decimal = (whole: number, places: number): string => `[0-9]{1,${whole}}([.][0-9]{1,${places}}0*)?`

/** A number below 0.0001 as most programs write it, with at most eight decimals: 6.2e-05. */
const smallRate =
  '[1-9](([.][0-9]{1,3}0*)?[eE]-0?5|([.][0-9]{1,2}0*)?[eE]-0?6|([.][0-9]0*)?[eE]-0?7|([.]0+)?[eE]-0?8)'

/** For each kind but text, which every text is: what is read, and the end of the sentence "total_amount is not …". */
export const readings = {
  /**
   * Fifteen digits are held exactly by a 64-bit integer and by a JavaScript number. Programs that hold whole
   * numbers in floating point write them as 12.0.
   */
  integer: { pattern: '-?[0-9]{1,15}([.]0+)?', mustBe: 'a whole number' },
  /** As programs write floating point, with an exponent of at most two digits. */
  number: { pattern: '-?[0-9]{1,21}([.][0-9]{1,30})?([eE][+-]?[0-9]{1,2})?', mustBe: 'a plain number' },
  money: { pattern: `-?${decimal(14, 4)}`, places: 4, mustBe: 'a plain number with at most 4 decimals' },
  rate: {
    pattern: `-?(${decimal(10, 8)}|${smallRate})`,
    places: 8,
    mustBe: 'a plain number with at most 8 decimals',
  },
  /** In any case of their letters. */
  boolean: {
    yes: ['true', 't', 'yes', '1'],
    no: ['false', 'f', 'no', '0'],
    mustBe: 'true or false',
  },
  /** Without offset it is read in the configured zone. Digits of the second beyond the sixth are cut off. */
  instant: {
    pattern: `${date}[T ]${clock}${offset}?`,
    mustBe: 'a time in ISO 8601 such as 2024-05-31T14:05:00Z',
  },
  day: { pattern: date, mustBe: 'a day such as 2024-05-31' },
} as const
