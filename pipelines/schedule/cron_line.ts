import { createTask, parse } from 'node-cron'
import { Zone } from '../../sources/contract/record/times.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** A day of a leap year can be eight years off, around the turn of a century. */
const mostDays = 8 * 366 + 2

/**
 * The slots of a cron line in a time zone. A slot is a moment. Where clocks skip the time of one, it is the moment at
 * which they would have shown it, had they not been moved; where they show it twice, it is the later one. So each
 * time that the calendar has comes once, whatever becomes of the clocks.
 */
export class CronLine {
  readonly #minutesOfDay: readonly number[]
  readonly #isItsDay: (day: number) => boolean
  readonly #zone: Zone

  constructor(line: string, timeZone: string) {
    const { hour: hours, minute: minutes } = parse(line)
    this.#minutesOfDay = hours.flatMap((hour) => minutes.map((each) => hour * 60 + each))
    // Days are asked as if clocks showed UTC, which never skips one.
    const days = createTask(line, () => undefined, { timezone: 'UTC' })
    const [first = 0] = this.#minutesOfDay
    this.#isItsDay = (midnight) => days.match(new Date(midnight + first * minute))
    this.#zone = new Zone(timeZone)
  }

  /** The newest slot that is not after the moment. */
  newest(now: Date): Date | null {
    // No zone is a day ahead of UTC.
    const today = midnightOf(now) + day
    for (let back = 0; back <= mostDays; back += 1) {
      const past = this.#slotsOf(today - back * day).filter((slot) => slot <= now.getTime())
      if (past.length > 0) return new Date(Math.max(...past))
    }
    return null
  }

  /** The first slot after the moment. */
  next(now: Date): Date | null {
    const yesterday = midnightOf(now) - day
    for (let ahead = 0; ahead <= mostDays; ahead += 1) {
      const coming = this.#slotsOf(yesterday + ahead * day).filter((slot) => slot > now.getTime())
      if (coming.length > 0) return new Date(Math.min(...coming))
    }
    return null
  }

  /** The slots of a day of the calendar, which is given by its midnight as if clocks showed UTC. */
  #slotsOf(midnight: number): number[] {
    if (!this.#isItsDay(midnight)) return []
    return this.#minutesOfDay.map((each) => this.#zone.momentOf(midnight + each * minute))
  }
}

const midnightOf = (moment: Date): number => Math.floor(moment.getTime() / day) * day
