import { describe, expect, it } from 'vitest'
import { deliveries } from '../../../../models/marts/deliveries.ts'
import { orders } from '../../../../models/marts/orders.ts'
import { returnLines } from '../../../../models/marts/return_lines.ts'
import { kpis } from '../../../../models/metrics/kpis.ts'
import { given, type RecordsGiven, type Shop } from '../../given.ts'
import { figuresOf } from '../../metrics/figures.ts'

/** Clocks go forward on 29 March 2026 at 01:00 UTC, and back on 25 October at 01:00 UTC. */
const berlin = { settings: { timeZone: 'Europe/Berlin' }, asOf: '2026-12-31' }

const sent = (ordered_at: string, shipped_at: string, delivered_at: string): RecordsGiven => ({
  orders: [{ ordered_at, promised_at: delivered_at }],
  shipments: [{ shipped_at }],
  tracking_events: [{ status: 'delivered', occurred_at: delivered_at }],
})

const daysOf = async (shop: Shop, name: string) =>
  (await shop.rows(kpis))
    .filter(({ metric, basis, dimension }) => metric === name && basis === 'period' && dimension === 'all')
    .map(({ day }) => day)

describe('when clocks go back', () => {
  it('both of the repeated hours are of that day, and an hour lies between them', async () => {
    // 02:30 by summer time, and 02:30 again by winter time.
    const shop = await given(sent('2026-10-25 00:30', '2026-10-25 01:30', '2026-10-27 12:00'), berlin)

    expect(await shop.row(orders)).toMatchObject({ ordered_on: '2026-10-25' })
    expect(await shop.row(deliveries)).toMatchObject({ shipped_on: '2026-10-25' })
    expect((await figuresOf(shop))('hours_to_ship')).toEqual([1, 1])
  })

  it('the day has 25 hours', async () => {
    // 00:00 and 23:59 by the clock on the wall.
    const shop = await given(sent('2026-10-24 22:00', '2026-10-25 22:59', '2026-10-25 22:59'), berlin)

    expect(await shop.row(orders)).toMatchObject({ ordered_on: '2026-10-25' })
    expect(await shop.row(deliveries)).toMatchObject({ shipped_on: '2026-10-25' })
    expect((await figuresOf(shop))('hours_to_ship')).toEqual([24.9833, 1])
    expect(await daysOf(shop, 'delivery_success')).toEqual(['2026-10-25'])
  })

  it('the next day begins an hour later by UTC', async () => {
    const shop = await given(sent('2026-10-25 22:59', '2026-10-25 23:00', '2026-10-25 23:00'), berlin)

    expect(await shop.row(orders)).toMatchObject({ ordered_on: '2026-10-25' })
    expect(await daysOf(shop, 'delivery_success')).toEqual(['2026-10-26'])
  })
})

describe('when clocks go forward', () => {
  it('the day has 23 hours', async () => {
    // 00:00 on the 29th, and 00:00 on the 30th.
    const shop = await given(sent('2026-03-28 23:00', '2026-03-29 22:00', '2026-03-29 22:00'), berlin)

    expect(await shop.row(orders)).toMatchObject({ ordered_on: '2026-03-29' })
    expect(await shop.row(deliveries)).toMatchObject({ shipped_on: '2026-03-30' })
    expect((await figuresOf(shop))('hours_to_ship')).toEqual([23, 1])
  })

  it('a cut-off of 48 hours is 48 hours, not two days by the clock', async () => {
    const ordered = '2026-03-28 09:00'
    const inTime = await figuresOf(await given(sent(ordered, '2026-03-30 09:00', '2026-03-31'), berlin))
    const late = await figuresOf(await given(sent(ordered, '2026-03-30 09:01', '2026-03-31'), berlin))

    expect(inTime('shipped_on_time')).toEqual([1, 1])
    expect(late('shipped_on_time')).toEqual([0, 1])
  })

  it('a promise for the next day is kept a day later by the calendar, whatever the hours', async () => {
    const shop = await given(
      {
        ...sent('2026-03-27 09:00', '2026-03-27 12:00', '2026-03-29 21:59'),
        // 23:30 on the 28th, and delivered at 23:59 on the 29th: 23 hours and 29 minutes.
        orders: [{ ordered_at: '2026-03-27 09:00', promised_at: '2026-03-28 22:30' }],
      },
      berlin,
    )

    expect((await figuresOf(shop))('promise_bias')).toEqual([1, 1])
  })

  it('goods that wait lose value by hours that pass', async () => {
    const shop = await given(
      {
        orders: [{}],
        order_lines: [{ unit_price_amount: 1000 }],
        returns: [{}],
        // Noon to noon by the clock: 23 hours.
        return_lines: [{ received_at: '2026-03-28 11:00', sellable_at: '2026-03-29 10:00' }],
      },
      berlin,
    )

    // 1000 × 3% × 23 ÷ 24 ÷ 30 = 0.9583
    expect(await shop.row(returnLines)).toMatchObject({ decay_amount: '0.9600' })
    expect((await figuresOf(shop))('days_to_sellable')).toEqual([0.9583, 1])
  })
})
