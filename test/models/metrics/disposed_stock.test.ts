import { expect, test } from 'vitest'
import { disposedStock } from '../../../models/metrics/disposed_stock.ts'
import { marginRecoveryByRoute } from '../../../models/metrics/margin_recovery_by_route.ts'
import { given, type RecordsGiven } from '../given.ts'
import { total } from './figures.ts'

/** Three used shirts sold for 100 each. */
const sold: RecordsGiven = {
  orders: [{ ordered_at: '2026-01-01 10:00' }],
  products: [{}],
  order_lines: [1, 2, 3].map((line_number) => ({ line_number, unit_price_amount: 100 })),
  returns: [{}],
}
const back = { received_at: '2026-01-15', grade: 'used', disposed_at: '2026-01-17' }

test('what went another way than the best left on the table what the best would have brought beyond it', async () => {
  const shop = await given(
    {
      ...sold,
      return_lines: [
        { ...back, line_number: 1, disposition: 'resell', recovered_amount: 60, processing_amount: 10 },
        { ...back, line_number: 2, disposition: 'liquidate', recovered_amount: 15, processing_amount: 5 },
        { ...back, line_number: 3, disposition: 'liquidate', recovered_amount: 8, processing_amount: 5 },
      ],
    },
    { settings: { dispositionShrinkage: 1e-9 } },
  )

  // Resold goods brought 50 of 100 net. Of the two liquidated, 10 and 3 came back: 40 and 47 less.
  expect(await shop.rows(disposedStock)).toEqual([
    {
      day: '2026-01-17',
      category: 'shirts',
      grade: 'used',
      disposition: 'liquidate',
      lines: 2,
      pieces: 2,
      returned_amount: '200.0000',
      recovered_amount: '23.0000',
      processing_amount: '10.0000',
      left_amount: '87.0000',
    },
    {
      day: '2026-01-17',
      category: 'shirts',
      grade: 'used',
      disposition: 'resell',
      lines: 1,
      pieces: 1,
      returned_amount: '100.0000',
      recovered_amount: '60.0000',
      processing_amount: '10.0000',
      left_amount: '0.0000',
    },
  ])
})

test('all that stock brought back is here, on the days on which margin recovery counts it, to the cent', async () => {
  const shop = await given({
    ...sold,
    return_lines: [
      { ...back, line_number: 1, disposition: 'resell', recovered_amount: '33.33' },
      {
        ...back,
        line_number: 2,
        grade: null,
        disposition: null,
        disposed_at: null,
        recovered_amount: '0.01',
      },
      // Of a sale that is not known, and one that still waits
      { ...back, line_number: 9, disposition: 'vendor', recovered_amount: '7.70', disposed_at: '2026-02-01' },
      { ...back, line_number: 3, disposition: null, disposed_at: null },
    ],
  })
  const recovered = (await shop.rows(marginRecoveryByRoute)).filter(({ route }) => route === 'returned_stock')
  const rows = await shop.rows(disposedStock)

  expect(total(rows.map(({ recovered_amount }) => recovered_amount))).toBe(
    total(recovered.map(({ amount }) => amount)),
  )
  expect(rows.map(({ day, category, grade, disposition }) => [day, category, grade, disposition])).toEqual([
    ['2026-01-15', 'shirts', 'not known', 'not known'],
    ['2026-01-17', 'shirts', 'used', 'resell'],
    ['2026-02-01', 'not known', 'used', 'vendor'],
  ])
})

test('nothing is here that was disposed of after the run’s day', async () => {
  const shop = await given(
    { ...sold, return_lines: [{ ...back, disposition: 'resell', recovered_amount: 60 }] },
    { asOf: '2026-01-16' },
  )

  expect(await shop.rows(disposedStock)).toEqual([])
})
