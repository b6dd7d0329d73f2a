const minute = 60_000
const hour = 60 * minute

/** How far a zone's clocks are ahead of UTC at a moment, in milliseconds. */
type OffsetAt = (moment: number) => number

/** An IANA time zone. */
export class Zone {
  readonly #offsetAt: OffsetAt

  constructor(name: string) {
    const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
    this.#offsetAt = (moment) =>
      offsetNamed(format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value ?? '')
  }

  /**
   * The moment at which clocks show a time, given in milliseconds as if it were UTC. A time that clocks show
   * twice is the later moment; one that they skip is read as if they had not yet been moved.
   */
  momentOf(shown: number): number {
    // No zone is further from UTC than this, so the clocks are moved at most once in between.
    const before = shown - this.#offsetAt(shown - 15 * hour)
    const after = shown - this.#offsetAt(shown + 15 * hour)
    const shows = (moment: number) => moment + this.#offsetAt(moment) === shown
    const [later, earlier] = before > after ? [before, after] : [after, before]
    return [later, earlier].find(shows) ?? before
  }
}

/** `GMT`, `GMT+05:30` or, long ago, `GMT-00:44:30`. */
function offsetNamed(name: string): number {
  const [, sign, hours, minutes, seconds = '0'] = /([+-])(\d+):(\d+)(?::(\d+))?/.exec(name) ?? []
  if (!sign) return 0
  const size = Number(hours) * hour + Number(minutes) * minute + Number(seconds) * 1000
  return sign === '-' ? -size : size
}

/** The day as it was written, null where the calendar has no such day. */
export const dayRead = (day: string): string | null => (isInCalendar(day) ? day : null)

const isInCalendar = (day: string): boolean => {
  const moment = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(day)
}

/** A well-formed time in UTC with microseconds, null where the calendar has no such day. */
export function instantRead(time: string, zone: Zone): string | null {
  const day = time.slice(0, 10)
  if (!isInCalendar(day)) return null
  const [, clock, second = '00', fraction = '', offset] =
    /^(\d\d:\d\d)(?::(\d\d)(?:[.](\d+))?)?(.*)$/.exec(time.slice(11)) ?? []
  const shown = Date.parse(`${day}T${clock}:${second}Z`)
  const moment = offset ? shown - writtenOffset(offset) : zone.momentOf(shown)
  return new Date(moment).toISOString().replace(/000Z$/, `${fraction.slice(0, 6).padEnd(6, '0')}Z`)
}

/** `Z`, `+05`, `+0530` or `+05:30`, in milliseconds. */
function writtenOffset(offset: string): number {
  if (offset === 'Z') return 0
  const size = Number(offset.slice(1, 3)) * hour + Number(offset.slice(3).replace(':', '')) * minute
  return offset.startsWith('-') ? -size : size
}
