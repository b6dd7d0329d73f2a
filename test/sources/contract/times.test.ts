import { expect, test } from 'vitest'
import { Zone } from '../../../sources/contract/record/times.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

const minute = 60_000
const day = 24 * 60 * minute

/** Clocks moved by an hour, by half an hour, by a whole day, twice a year around Ramadan, or never. */
const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/St_Johns',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kathmandu',
  'Asia/Pyongyang',
  'America/Caracas',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'Pacific/Kiritimati',
]

/** Every day's start, and every half hour with the minutes around it of the days in which the clocks move. */
function timesIn(name: string): number[] {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  const offset = (moment: number) =>
    format.formatToParts(moment).find(({ type }) => type === 'timeZoneName')?.value
  const times: number[] = []
  for (let moment = Date.UTC(2000); moment < Date.UTC(2028); moment += day) {
    times.push(moment)
    if (offset(moment) === offset(moment + day)) continue
    for (let time = moment - day; time < moment + 2 * day; time += 30 * minute)
      times.push(time - minute, time, time + minute)
  }
  return times
}

test.each(zones)('times in %s are the moments that the engine takes them for', async (name) => {
  const times = timesIn(name)
  const warehouse = await Warehouse.open(':memory:')
  const rows = await warehouse.values(
    `select epoch_ms(shown) as shown, epoch_ms(timezone('${name}', shown)) as moment
     from (select make_timestamp(1000 * unnest(from_json($1, '["BIGINT"]'))) as shown)`,
    [JSON.stringify(times)],
  )
  warehouse.close()
  const zone = new Zone(name)
  const differing = rows.filter(({ shown, moment }) => zone.momentOf(Number(shown)) !== Number(moment))
  expect(rows).toHaveLength(times.length)
  expect(differing.map(({ shown }) => new Date(Number(shown)).toISOString())).toEqual([])
})
