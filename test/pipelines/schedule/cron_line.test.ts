import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CronLine } from '../../../pipelines/schedule/cron_line.ts'
import { isCronLine } from '../../../pipelines/schedule/is_cron_line.ts'

const minute = 60_000

/** The slots that are found by looking at the clock each quarter of an hour. */
function slots(line: string, zone: string, from: string, to: string): string[] {
  const cron = new CronLine(line, zone)
  const found: string[] = []
  for (let at = Date.parse(from); at < Date.parse(to); at += 15 * minute) {
    const newest = cron.newest(new Date(at))?.toISOString()
    if (newest && newest >= from && newest !== found.at(-1)) found.push(newest)
  }
  return found
}

const day = (date: string) => `${date}T00:00:00.000Z`

describe('a day on which clocks are moved has each of its slots once', () => {
  test('a time that does not exist is when it would have been', () => {
    const found = slots('30 2 * * *', 'Europe/Berlin', day('2026-03-28'), day('2026-03-31'))
    expect(found).toEqual([
      '2026-03-28T01:30:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ])
  })

  test('a time that comes twice is the later one', () => {
    const found = slots('30 2 * * *', 'Europe/Berlin', day('2026-10-24'), day('2026-10-27'))
    expect(found).toEqual([
      '2026-10-24T00:30:00.000Z',
      '2026-10-25T01:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ])
  })

  test('even a midnight that does not exist', () => {
    const found = slots('15 0 * * *', 'America/Santiago', day('2026-09-05'), day('2026-09-08'))
    expect(found).toEqual([
      '2026-09-05T04:15:00.000Z',
      '2026-09-06T04:15:00.000Z',
      '2026-09-07T03:15:00.000Z',
    ])
  })

  test('every hour of the shop, however many the day has', () => {
    const of = (from: string, to: string) => slots('0 * * * *', 'Europe/Berlin', day(from), day(to)).length
    expect(of('2026-03-28', '2026-03-31')).toBe(3 * 24)
    expect(of('2026-10-24', '2026-10-27')).toBe(3 * 24 - 1)
  })
})

test.each([
  ['0 0 29 2 *', '2028-02-28T12:00:00Z', '2024-02-29T00:00:00.000Z', '2028-02-29T00:00:00.000Z'],
  ['0 6 L * *', '2026-02-15T12:00:00Z', '2026-01-31T06:00:00.000Z', '2026-02-28T06:00:00.000Z'],
  ['0 6 * * 1-5', '2026-11-22T12:00:00Z', '2026-11-20T06:00:00.000Z', '2026-11-23T06:00:00.000Z'],
])('%s, seen from %s', (line, now, newest, next) => {
  const cron = new CronLine(line, 'UTC')
  expect(cron.newest(new Date(now))?.toISOString()).toBe(newest)
  expect(cron.next(new Date(now))?.toISOString()).toBe(next)
})

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]
const lines = ['0 5 * * *', '30 2 * * *', '*/20 * * * *', '0 0 1 * *', '15 1-3 * * sun']

test('the newest slot is not after now, the next is, and none is between them', () => {
  const moment = fc.date({ min: new Date('2025-01-01'), max: new Date('2028-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(fc.constantFrom(...lines), fc.constantFrom(...zones), moment, (line, zone, now) => {
      const cron = new CronLine(line, zone)
      const [newest, next] = [cron.newest(now) as Date, cron.next(now) as Date]
      expect(newest <= now && now < next).toBe(true)
      expect(cron.next(newest)).toEqual(next)
      expect(cron.newest(new Date(next.getTime() - 1))).toEqual(newest)
    }),
  )
})

test.each([
  ['0 5 * * *', true],
  ['*/10 6-22 * * mon-fri', true],
  ['0 5 * *', false],
  ['0 0 5 * * *', false],
  ['0 25 * * *', false],
  ['0 0 30 2 *', false],
  ['daily', false],
])('%s is a cron line: %s', (line, is) => expect(isCronLine(line)).toBe(is))
