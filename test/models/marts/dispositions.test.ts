import { expect, test } from 'vitest'
import { dispositions } from '../../../models/marts/dispositions.ts'
import { given, type RecordsGiven } from '../given.ts'

/** Two shirts and a phone, each sold for 100 and back at the dock as used. */
const sold: RecordsGiven = {
  orders: [{ ordered_at: '2026-01-01 10:00' }],
  products: [
    { sku: 'shirt', category: 'shirts' },
    { sku: 'phone', category: 'phones' },
  ],
  order_lines: [
    { line_number: 1, sku: 'shirt', unit_price_amount: 100 },
    { line_number: 2, sku: 'shirt', unit_price_amount: 100 },
    { line_number: 3, sku: 'phone', unit_price_amount: 100 },
  ],
  returns: [{}],
}
const back = { received_at: '2026-01-15', grade: 'used', disposed_at: '2026-01-17' }
const resold = { ...back, disposition: 'resell' }

test('a disposition brings back what was recovered less what it cost, drawn to its grade and to all', async () => {
  const shop = await given({
    ...sold,
    return_lines: [
      { ...resold, line_number: 1, recovered_amount: 60, processing_amount: 5 },
      { ...resold, line_number: 2, recovered_amount: 50, processing_amount: 5 },
      { ...resold, line_number: 3, grade: 'new', recovered_amount: 80, processing_amount: 10 },
    ],
  })
  // Resold in all: 55 + 45 + 70 of 300.
  const ofAll = 170 / 300
  const ofUsed = (2 * 0.5 + 20 * ofAll) / 22
  const ofNew = (1 * 0.7 + 20 * ofAll) / 21

  const rows = await shop.rows(dispositions)
  expect(rows).toMatchObject([
    { category: 'phones', grade: 'new', disposition: 'resell', pieces: 1, net_share: 0.7 },
    {
      category: 'shirts',
      grade: 'used',
      disposition: 'resell',
      pieces: 2,
      returned_amount: '200.0000',
      net_amount: '100.0000',
      net_share: 0.5,
    },
  ])
  expect(rows[0]?.expected_share).toBeCloseTo((1 * 0.7 + 20 * ofNew) / 21, 12)
  expect(rows[1]?.expected_share).toBeCloseTo((2 * 0.5 + 20 * ofUsed) / 22, 12)
})

test('one of another category counts in its grade, as the settings weigh it', async () => {
  const shop = await given(
    {
      ...sold,
      return_lines: [
        { ...resold, line_number: 1, recovered_amount: 60 },
        { ...resold, line_number: 3, recovered_amount: 30 },
      ],
    },
    { settings: { dispositionShrinkage: 1 } },
  )

  // Of used goods, as of all, 90 of 200 came back; a lone piece weighs as much as that.
  expect((await shop.rows(dispositions)).map(({ expected_share }) => expected_share)).toEqual([
    expect.closeTo((0.3 + 0.45) / 2, 12),
    expect.closeTo((0.6 + 0.45) / 2, 12),
  ])
})

test('history is what was done by the run’s instant with goods whose sale, grade and disposition are known', async () => {
  const shop = await given(
    {
      ...sold,
      return_lines: [
        { ...resold, line_number: 1, disposed_at: '2026-03-01' },
        { ...resold, line_number: 2, grade: null },
        { ...resold, line_number: 3, disposition: null },
        { ...resold, line_number: 9 },
      ],
    },
    { asOf: '2026-02-01' },
  )

  expect(await shop.rows(dispositions)).toEqual([])
})

test('the disposition that is expected to bring back most stands first', async () => {
  const shop = await given({
    ...sold,
    return_lines: [
      { ...resold, line_number: 1, recovered_amount: 60 },
      { ...back, line_number: 2, disposition: 'vendor', recovered_amount: 10 },
      { ...back, line_number: 3, disposition: 'donate', recovered_amount: 10 },
    ],
  })

  expect(
    (await shop.rows(dispositions)).map(({ category, disposition, place }) => [category, disposition, place]),
  ).toEqual([
    ['phones', 'donate', 1],
    ['shirts', 'resell', 1],
    ['shirts', 'vendor', 2],
  ])
})
