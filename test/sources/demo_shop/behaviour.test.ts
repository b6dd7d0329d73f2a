import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MadeShop, makeShop } from './made_shop.ts'

let shop: MadeShop
const ORDERS = 3000
beforeAll(async () => {
  shop = await makeShop(ORDERS, 5)
}, 120_000)
afterAll(() => shop.close())

const per = async (sql: string) => (await shop.number(sql)) / ORDERS

describe('a shop of 3,000 orders', () => {
  it('has its orders in a year of 365 days that does not know the clock', async () => {
    expect(await shop.number('select count(*) from latest_orders')).toBe(ORDERS)
    expect(shop.summary).toMatchObject({ orders: ORDERS, from: '2025-07-01', to: '2026-06-30' })
  })

  it.each([
    ['order lines', 'select count(*) from latest_order_lines', 1.6, 2],
    ['parcels', 'select count(*) from latest_shipments', 1.04, 1.18],
    ['returns', 'select count(*) from latest_returns', 0.13, 0.2],
    ['claims', 'select count(*) from claims', 0.008, 0.028],
    ['contacts', 'select count(*) from latest_contacts', 0.06, 0.15],
    ['wismo contacts', "select count(*) from latest_contacts where topic = 'wismo'", 0.01, 0.04],
    ['accounts', 'select count(*) from latest_customers', 0.2, 0.3],
    ['foreign orders', "select count(*) from latest_orders where currency <> 'USD'", 0.02, 0.12],
  ])('has %s per order in the range of real shops', async (_, sql, low, high) => {
    const rate = await per(sql)
    expect(rate).toBeGreaterThan(low)
    expect(rate).toBeLessThan(high)
  })

  it('scans a parcel about eight times', async () => {
    const scans = await shop.number(
      'select count(distinct (carrier, tracking_number, occurred_at, status)) from tracking_events',
    )
    const parcels =
      await shop.number(`select count(*) from (select tracking_number from latest_shipments union
      select tracking_number from latest_returns where tracking_number is not null)`)
    expect(scans / parcels).toBeGreaterThan(6.5)
    expect(scans / parcels).toBeLessThan(10)
  })

  it('delivers most parcels in time, and fewer in time when told of an exception', async () => {
    const inTime = (having: string) =>
      shop.number(`
        with parcels as (
          select promised_at::timestamptz as promised, bool_or(status = 'exception') as exception,
            min(case when status = 'delivered' then occurred_at::timestamptz end) as delivered
          from latest_shipments join tracking_events using (tracking_number) where promised_at is not null
          group by tracking_number, promised_at having ${having}
        ) select avg((delivered <= promised)::int) from parcels where delivered is not null`)
    expect(await inTime('true')).toBeGreaterThan(0.85)
    expect(await inTime("bool_or(status = 'exception')")).toBeLessThan(0.6)
  })

  it('answers late parcels with more questions than parcels in time', async () => {
    const asked = (late: string) =>
      shop.number(`
        with orders as (
          select order_id, max(occurred_at::timestamptz) > max(o.promised_at::timestamptz) as late
          from latest_orders o join latest_shipments s using (order_id) join tracking_events using (tracking_number)
          where status = 'delivered' group by order_id
        ) select avg((order_id in (select order_id from contacts where topic = 'wismo' and order_id is not null))::int)
        from orders where late = ${late}`)
    expect(await asked('true')).toBeGreaterThan(2 * (await asked('false')))
  })

  it('re-sends scans, sends some late, and older versions after newer ones', async () => {
    expect(
      await shop.number(
        'select count(*) - count(distinct columns) from (select tracking_events::varchar as columns from (select * exclude (export_day) from tracking_events) tracking_events)',
      ),
    ).toBeGreaterThan(0)
    const late = "(occurred_at::timestamptz at time zone 'UTC')::date < export_day"
    expect(await shop.number(`select avg((${late})::int) from tracking_events`)).toBeLessThan(0.1)
    expect(await shop.number(`select count(*) from tracking_events where ${late}`)).toBeGreaterThan(0)
    const overtaken = `select count(*) from (
      select updated_at::timestamptz < max(updated_at::timestamptz) over (partition by shipment_id order by export_day
        range between unbounded preceding and interval 1 day preceding) as overtaken from shipments) where overtaken`
    expect(await shop.number(overtaken)).toBeGreaterThan(0)
  })
})
