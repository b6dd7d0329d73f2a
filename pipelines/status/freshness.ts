import type { Settings } from '../../models/settings.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'

/** When new records of a feed or sender came last, and what its habit is. Times are ISO 8601. */
export type Arrival = {
  readonly feed: string
  readonly lastAt: string
  /** Hours in which its habit lets expect the next; null where too few came to have one. */
  readonly habitHours: number | null
}

/** The arrivals that make the habit: four weeks where records come each day. */
const recentArrivals = 28
/** With fewer there is no habit. */
const fewestArrivals = 8
/** What nine of ten waits keep to, so that weekends belong to the habit, and half as much again. */
const [usualShare, slack] = [0.9, 1.5]
/** Hours below which nothing is late by habit: files that are tried out one after another make none. */
const leastHours = 24

/** For each feed or sender the last run that took in new records of it, and how long it usually is to the next. */
export const readArrivals = async (warehouse: Warehouse): Promise<Arrival[]> =>
  warehouse.rows<Arrival>(
    `with arrivals as (
       select feed, max(loaded_at) as arrived_at from ledger.loads
       where outcome = 'loaded' and rows_accepted > 0 group by feed, run_id
     ), waits as (
       select feed, arrived_at, row_number() over (partition by feed order by arrived_at desc) as nth,
         epoch(arrived_at - lag(arrived_at) over (partition by feed order by arrived_at)) / 3600 as hours
       from arrivals
     )
     select feed, strftime(max(arrived_at), '%Y-%m-%dT%H:%M:%SZ') as "lastAt",
       if(count(*) >= ${fewestArrivals},
         greatest(${leastHours}, round(${slack} * quantile_disc(hours, ${usualShare}), 1)), null) as "habitHours"
     from waits where nth <= ${recentArrivals} group by feed order by feed`,
  )

/** Whether new records of a feed came when they should have. */
export type Freshness = {
  readonly feed: string
  readonly lastAt: string
  /** Hours in which new records should come, and who says so; null where nobody does. */
  readonly expectedHours: number | null
  readonly by: 'setting' | 'habit' | null
  readonly isLate: boolean
}

export const freshness = (
  arrivals: readonly Arrival[],
  { expectedEvery }: Pick<Settings, 'expectedEvery'>,
  now: Date,
): Freshness[] =>
  arrivals.map(({ feed, lastAt, habitHours }) => {
    const set = expectedEvery[feed]
    const expectedHours = set ?? habitHours
    const by = set === undefined ? (habitHours === null ? null : 'habit') : 'setting'
    const hours = (now.getTime() - Date.parse(lastAt)) / 3_600_000
    return { feed, lastAt, expectedHours, by, isLate: expectedHours !== null && hours > expectedHours }
  })
