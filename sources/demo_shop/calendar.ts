import type { Random } from './random.ts'

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR
/** The shop's year: 365 days, whatever the clock says. */
export const DAYS = 365
export const START = Date.UTC(2025, 6, 1)
export const END = START + DAYS * DAY

const MONTH_WEIGHTS = [0.82, 0.84, 0.93, 0.95, 1.0, 0.98, 0.96, 0.98, 0.97, 1.02, 1.35, 1.5]
const WEEKDAY_WEIGHTS = [1.08, 1.12, 1.02, 0.98, 0.96, 0.94, 0.95]
/** Share of orders by hour of the day in UTC: evenings in America run past midnight. */
const HOUR_WEIGHTS = [
  9, 9, 8, 6, 4, 2.5, 1.5, 1, 0.8, 0.7, 0.9, 1.6, 3, 4.5, 5.5, 6, 6.5, 7, 6.5, 6, 6, 6.5, 7.5, 8.5,
]
const HOLIDAY_PEAK = [dayIndex(Date.UTC(2025, 10, 25)), dayIndex(Date.UTC(2025, 11, 22))] as const

/** Days since the first day of the shop's year; negative before it. */
export function dayIndex(time: number): number {
  return Math.floor((time - START) / DAY)
}

export function startOfDay(day: number): number {
  return START + day * DAY
}

/** 0 is Sunday. */
export function weekday(time: number): number {
  return (Math.floor(time / DAY) + 4) % 7
}

export function month(time: number): number {
  return new Date(time).getUTCMonth()
}

/** How loaded warehouses and carriers are on a day: 1 on a plain day, about 2.5 in the holiday rush. */
export function load(day: number): number {
  const [from, to] = HOLIDAY_PEAK
  if (day < from || day > to + 4) return 1
  return day <= to ? 1.6 + 0.9 * Math.sin((Math.PI * (day - from)) / (to - from)) : 1.4
}

/** How many orders each day of the year takes; sums to `orders` exactly. */
export function ordersPerDay(orders: number, random: Random): number[] {
  const weights: number[] = []
  for (let day = 0; day < DAYS; day++) {
    const time = startOfDay(day)
    const trend = 1 + 0.15 * (day / DAYS)
    weights.push(
      (MONTH_WEIGHTS[month(time)] as number) *
        (WEEKDAY_WEIGHTS[weekday(time)] as number) *
        occasion(time) *
        trend *
        random.skewed(1, 0.07),
    )
  }
  return apportion(orders, weights)
}

/** Whole numbers in proportion to the weights, summing to `total` exactly. */
export function apportion(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  let reached = 0
  let given = 0
  return weights.map((weight) => {
    reached += weight
    const upTo = Math.round((total * reached) / sum)
    const part = upTo - given
    given = upTo
    return part
  })
}

/** A moment of a day, spread over the hours as people shop. */
export function shoppingTime(day: number, random: Random): number {
  return startOfDay(day) + random.weighted(HOUR_WEIGHTS) * HOUR + random.below(HOUR / 1000) * 1000
}

function occasion(time: number): number {
  const day = new Date(time).toISOString().slice(5, 10)
  if (day === '11-28' || day === '12-01') return 2.2
  if (day >= '11-29' && day <= '11-30') return 1.6
  if (day >= '12-20' && day <= '12-26') return 0.55
  if (day >= '02-08' && day <= '02-13') return 1.2
  if (day >= '05-04' && day <= '05-09') return 1.15
  return 1
}

const dayTexts = new Map<number, string>()
const PAIRS = Array.from({ length: 100 }, (_, n) => String(n).padStart(2, '0'))

/** Day as `yyyy-mm-dd`. */
export function dayText(time: number): string {
  const day = Math.floor(time / DAY)
  let text = dayTexts.get(day)
  if (text === undefined) {
    text = new Date(day * DAY).toISOString().slice(0, 10)
    dayTexts.set(day, text)
  }
  return text
}

/** ISO 8601 to the second, in UTC. */
export function iso(time: number): string {
  return `${clock(time)}Z`
}

/** ISO 8601 to the second as a clock `offsetHours` (whole, -9 to -1) from UTC shows it. */
export function isoWithOffset(time: number, offsetHours: number): string {
  return `${clock(time + offsetHours * HOUR)}-0${-offsetHours}:00`
}

function clock(time: number): string {
  const second = Math.floor((time % DAY) / 1000)
  return `${dayText(time)}T${PAIRS[Math.floor(second / 3600)]}:${PAIRS[Math.floor(second / 60) % 60]}:${PAIRS[second % 60]}`
}
