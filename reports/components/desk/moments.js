// How far a moment is from the present one. Near ones need no time zone, and far ones only their day.
import { counted, day } from '../format.js'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const span = (milliseconds) =>
  milliseconds < HOUR
    ? counted(Math.floor(milliseconds / MINUTE), 'minute')
    : counted(Math.floor(milliseconds / HOUR), 'hour')

/** "just now", "2 minutes ago", "3 hours ago", "on 30 Jun 2026" */
export function ago(instant, now) {
  const past = now - Date.parse(instant)
  if (past < MINUTE && past > -HOUR) return 'just now'
  return past > 0 && past < DAY ? `${span(past)} ago` : `on ${day(instant.slice(0, 10))}`
}

/** "for 7 hours more" */
export const lasting = (instant, now) => `for ${span(Math.max(MINUTE, Date.parse(instant) - now))} more`

/** Whole seconds until then; 0 once it is over, or never was. */
export const secondsUntil = (instant, now) =>
  instant === null ? 0 : Math.max(0, Math.ceil((Date.parse(instant) - now) / 1000))

/** "14:05", by the reader's own clock: of something that has just happened. */
export const clockTime = (instant) =>
  new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }).format(new Date(instant))
