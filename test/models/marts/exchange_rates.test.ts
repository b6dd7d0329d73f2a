import { describe, expect, test } from 'vitest'
import { exchangeRates } from '../../../models/marts/exchange_rates.ts'
import { given } from '../given.ts'

describe('exchange rates', () => {
  test('hold each currency on each day on which an amount is in it, and no other', async () => {
    const shop = await given({
      orders: [
        { order_id: 'o1', ordered_at: '2026-01-03 23:30', currency: 'EUR' },
        { order_id: 'o2', ordered_at: '2026-01-03 08:00', currency: 'EUR' },
        { order_id: 'o3', ordered_at: '2026-01-04 08:00', currency: 'USD' },
      ],
      shipments: [{ currency: 'EUR', shipped_at: '2026-01-05 08:00', allocated_at: '2026-01-04 08:00' }],
      returns: [{ requested_at: '2026-01-20 08:00' }],
      return_lines: [{ currency: 'EUR' }],
      fx_rates: [
        { day: '2026-01-03', currency: 'EUR', rate: '1.08' },
        { day: '2026-01-05', currency: 'EUR', rate: '1.09' },
        { day: '2026-01-20', currency: 'EUR', rate: '1.10' },
        { day: '2026-01-21', currency: 'EUR', rate: '1.11' },
      ],
    })

    expect(await shop.rows(exchangeRates)).toEqual([
      { currency: 'EUR', day: '2026-01-03', rate: '1.08000000' },
      { currency: 'EUR', day: '2026-01-05', rate: '1.09000000' },
      { currency: 'EUR', day: '2026-01-20', rate: '1.10000000' },
      { currency: 'USD', day: '2026-01-04', rate: '1.00000000' },
    ])
  })

  test('stop the build where a rate is missing, naming currency and day', async () => {
    const shop = await given({
      payouts: [{ paid_at: '2026-01-03 10:00', currency: 'EUR', amount: 10 }],
      fx_rates: [{ day: '2026-01-04', currency: 'EUR', rate: '1.08' }],
    })

    await expect(shop.rows(exchangeRates)).rejects.toThrow('EUR on 2026-01-03')
  })

  test('take the reporting currency as 1 of itself, whatever the feed says', async () => {
    const shop = await given(
      {
        orders: [{ ordered_at: '2026-01-03', currency: 'EUR' }],
        fx_rates: [{ day: '2026-01-03', currency: 'EUR', rate: '1.08' }],
      },
      { settings: { reportingCurrency: 'EUR' } },
    )

    expect(await shop.row(exchangeRates)).toMatchObject({ rate: '1.00000000' })
  })
})
