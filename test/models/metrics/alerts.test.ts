import { describe, expect, test } from 'vitest'
import { alerts } from '../../../models/metrics/alerts.ts'
import { controlBands } from '../../../models/metrics/control_bands.ts'
import { given, type RecordsGiven } from '../given.ts'

type Monday = { readonly web: readonly [wismo: number, all: number]; readonly app: readonly [number, number] }

const usual: Monday = { web: [4, 20], app: [4, 20] }

/** Contacts of Mondays from 5 January on, about an order of each channel. */
const mondays = (...days: readonly Monday[]): RecordsGiven => ({
  orders: [
    { order_id: 'web', channel: 'web' },
    { order_id: 'app', channel: 'app' },
  ],
  contacts: days.flatMap((monday, week) =>
    (['web', 'app'] as const).flatMap((order_id) => {
      const [wismo, all] = monday[order_id]
      return Array.from({ length: all }, (_, n) => ({
        contact_id: `${week} ${order_id} ${n}`,
        order_id,
        opened_at: new Date(Date.UTC(2026, 0, 5 + 7 * week, 9)).toISOString(),
        topic: n < wismo ? 'wismo' : 'product',
      }))
    }),
  ),
})

/** Eight Mondays, three of them a little unlike the others. */
const before = [
  usual,
  usual,
  { web: [5, 20], app: [4, 20] },
  usual,
  { web: [3, 20], app: [4, 20] },
  usual,
  { web: [4, 20], app: [6, 20] },
  usual,
] satisfies Monday[]

const afterwards = { asOf: '2026-03-03' }
const ofWismo = <Row extends { metric: string }>(rows: readonly Row[]) =>
  rows.filter(({ metric }) => metric === 'wismo_rate')

describe('the band of a day', () => {
  test('is the median of the same weekday before, and six deviations to each side', async () => {
    const shop = await given(mondays(...before, { web: [8, 20], app: [6, 20] }), afterwards)
    const bands = ofWismo(await shop.rows(controlBands))

    // Of 320 contacts before 66 asked: with p = 67 ÷ 321, √(p(1 − p) ÷ 40) is more than the deviation between the weeks, 0.
    expect(bands.at(-1)).toEqual({
      metric: 'wismo_rate',
      day: '2026-03-02',
      value: 0.35,
      usual: 0.2,
      // 0.2 − 6 × 0.064257 would be below 0, which no share is.
      low: 0,
      high: expect.closeTo(0.2 + 6 * 0.064257, 4),
      is_outside: false,
    })
  })

  test('ends where the figure itself must: no part of a whole is more than it', async () => {
    const high: Monday = { web: [19, 20], app: [19, 20] }
    const shop = await given(mondays(...before.map(() => high), high), afterwards)

    // 304 of 320 asked: with p = 305 ÷ 321, 6 × √(p(1 − p) ÷ 40) = 0.20646, and 0.95 + 0.20646 would be above 1.
    expect(ofWismo(await shop.rows(controlBands)).at(-1)).toMatchObject({
      usual: 0.95,
      low: expect.closeTo(0.95 - 0.20646, 4),
      high: 1,
    })
  })

  test('may reach above 1 where the numerator is no part of the denominator, and below 0 where money is lost', async () => {
    const claimed = [1, 2, 3, 1, 2, 3, 1, 3, 2]
    const sold = [10, 50, 90, 10, 50, 90, 10, 90, 50]
    const monday = (week: number) => new Date(Date.UTC(2026, 0, 5 + 7 * week, 9)).toISOString()
    const weekly = claimed.map((_, week) => ({ name: `${week}`, at: monday(week) }))
    const shop = await given(
      {
        products: [{ unit_cost: 1 }],
        orders: weekly.map(({ name, at }, week) => ({
          order_id: name,
          ordered_at: at,
          items_amount: sold[week] as number,
        })),
        shipments: weekly.flatMap(({ name, at }) =>
          ['a', 'b'].map((parcel) => ({
            shipment_id: `${name}${parcel}`,
            order_id: name,
            tracking_number: `${name}${parcel}`,
            shipped_at: at,
          })),
        ),
        tracking_events: weekly.flatMap(({ name, at }) =>
          ['a', 'b'].map((parcel) => ({
            tracking_number: `${name}${parcel}`,
            status: 'delivered',
            occurred_at: at,
          })),
        ),
        claims: claimed.flatMap((claims, week) =>
          Array.from({ length: claims }, (_, n) => ({
            claim_id: `${week} ${n}`,
            order_id: `${week}`,
            claimed_at: monday(week),
          })),
        ),
      },
      afterwards,
    )
    const bands = await shop.rows(controlBands)
    const newest = (metric: string) => bands.filter((band) => band.metric === metric).at(-1)

    // Claims for each of the two parcels: 0.5, 1 or 1.5 in a week, at the median 1, and at the median 0.5 away from it.
    expect(newest('claim_rate')).toMatchObject({
      usual: 1,
      low: 0,
      high: expect.closeTo(1 + 0.5 * 6 * 1.4826, 9),
    })
    // At the median 50, and at the median 40 away from it.
    expect(newest('net_margin_after_returns')).toMatchObject({
      usual: 50,
      low: expect.closeTo(50 - 40 * 6 * 1.4826, 9),
      high: expect.closeTo(50 + 40 * 6 * 1.4826, 9),
    })
  })

  test('is not told of fewer than six weeks, nor of a day that is not over', async () => {
    const shop = await given(mondays(...before, usual), { asOf: '2026-03-02 20:00' })

    expect(ofWismo(await shop.rows(controlBands)).map(({ day }) => day)).toEqual(['2026-02-16', '2026-02-23'])
  })
})

describe('an alert', () => {
  test('tells of a day outside its band, and what moved it most', async () => {
    const shop = await given(mondays(...before, { web: [6, 10], app: [30, 30] }), afterwards)

    // 28 contacts more than 0.2 of 40; the app has 24 of them.
    expect(ofWismo(await shop.rows(alerts))).toMatchObject([
      {
        day: '2026-03-02',
        value: 0.9,
        usual: 0.2,
        is_worse: true,
        dimension: 'channel',
        member: 'app',
        moved_share: expect.closeTo(24 / 28, 9),
      },
    ])
  })

  test('goes after four weeks', async () => {
    const records = mondays(...before, { web: [6, 10], app: [30, 30] })

    expect(ofWismo(await (await given(records, { asOf: '2026-03-30' })).rows(alerts))).toHaveLength(1)
    expect(ofWismo(await (await given(records, { asOf: '2026-03-31' })).rows(alerts))).toEqual([])
  })

  test('of an amount is laid on the member that has most beyond its usual', async () => {
    const weeks = [100, 100, 101, 99, 100, 100, 101, 99, 20]
    const shop = await given(
      {
        products: [{ unit_cost: 1 }],
        orders: weeks.flatMap((amount, week) =>
          (['web', 'app'] as const).map((channel) => ({
            order_id: `${week} ${channel}`,
            channel,
            ordered_at: new Date(Date.UTC(2026, 0, 5 + 7 * week, 9)).toISOString(),
            items_amount: channel === 'web' ? amount : 50,
            total_amount: 0,
          })),
        ),
      },
      afterwards,
    )
    const [alert] = (await shop.rows(alerts)).filter(({ metric }) => metric === 'net_margin_after_returns')

    // The web sold 80 less than its 100 on average, and so did the shop than its 150.
    expect(alert).toMatchObject({
      value: 70,
      usual: 150,
      is_worse: true,
      dimension: 'channel',
      member: 'web',
      moved_share: 1,
    })
  })
})
