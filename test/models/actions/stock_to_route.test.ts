import { describe, expect, test } from 'vitest'
import { stockToRoute } from '../../../models/actions/stock_to_route.ts'
import { given, type RecordsGiven } from '../given.ts'

const line = (line_number: number, sku = 'shirt') => ({ line_number, sku, unit_price_amount: 100 })
const gone = {
  received_at: '2026-01-10',
  grade: 'used',
  disposed_at: '2026-01-12',
  sellable_at: '2026-01-12',
}

/** Of used shirts sold for 100, resold ones brought back 50, and liquidated ones 10. Line 3 is the one to route. */
const history: RecordsGiven = {
  orders: [{ ordered_at: '2026-01-01 10:00' }],
  products: [
    { sku: 'shirt', category: 'shirts' },
    { sku: 'phone', category: 'phones' },
  ],
  order_lines: [line(1), line(2), line(3), line(4, 'phone')],
  returns: [{}],
  return_lines: [
    { ...gone, line_number: 1, disposition: 'resell', recovered_amount: 60, processing_amount: 10 },
    { ...gone, line_number: 2, disposition: 'liquidate', recovered_amount: 15, processing_amount: 5 },
  ],
}
const arrived = { line_number: 3, received_at: '2026-01-20 12:00' }
const graded = { ...arrived, inspected_at: '2026-01-21', grade: 'used' }

/** Of each disposition one piece is enough, unless the settings say otherwise. */
const toRoute = async (one: object, asOf = '2026-01-25 18:00', settings = {}) => {
  const records = { ...history, return_lines: [...(history.return_lines ?? []), one] }
  return (await given(records, { asOf, settings: { dispositionShrinkage: 1, ...settings } })).rows(
    stockToRoute,
  )
}

describe('stock to route', () => {
  test('is what another disposition brings more for, by so much', async () => {
    expect(await toRoute({ ...graded, disposition: 'liquidate' })).toEqual([
      {
        action_id: 'stock_to_route/r1/o1/3',
        to_do: 'resell',
        why: 'another disposition brings more',
        value: '40.0000',
        due_on: '2026-02-03',
        return_id: 'r1',
        order_id: 'o1',
        line_number: 3,
        sku: 'shirt',
        category: 'shirts',
        grade: 'used',
        disposition: 'liquidate',
        expected_amount: '50.0000',
        received_at: '2026-01-20 12:00:00',
        days_waiting: 5,
      },
    ])
  })

  test('leaves alone what goes the best way, or a way that the shop has no history of', async () => {
    expect(await toRoute({ ...graded, disposition: 'resell' })).toEqual([])
    expect(await toRoute({ ...graded, disposition: 'vendor' })).toEqual([])
  })

  test('goes no way that too few pieces went before, and is set against none', async () => {
    const few = { dispositionShrinkage: 2 }
    const late = '2026-02-04 12:00'

    expect(await toRoute({ ...graded, disposition: 'liquidate' }, undefined, few)).toEqual([])
    expect(await toRoute(graded, undefined, few)).toEqual([])
    expect(await toRoute(graded, late, few)).toMatchObject([
      { to_do: 'choose a disposition', why: 'waits too long', expected_amount: null },
    ])
    expect(await toRoute(graded, late, { dispositionShrinkage: 1.01 })).toMatchObject([
      { to_do: 'choose a disposition' },
    ])
  })

  test('goes the best of the ways that enough pieces went before', async () => {
    const more = [5, 6].map((line_number) => ({
      ...gone,
      line_number,
      disposition: 'liquidate',
      recovered_amount: 15,
      processing_amount: 5,
    }))
    const records = {
      ...history,
      order_lines: [...(history.order_lines ?? []), line(5), line(6)],
      return_lines: [...(history.return_lines ?? []), ...more, graded],
    }
    const shop = await given(records, { asOf: '2026-01-25 18:00', settings: { dispositionShrinkage: 3 } })

    // One piece was resold, which brings more; three were liquidated, each for 10 of 100.
    expect(await shop.rows(stockToRoute)).toMatchObject([
      { to_do: 'liquidate', why: 'no disposition yet', expected_amount: '10.0000' },
    ])
  })

  test('is what was graded and goes nowhere yet', async () => {
    expect(await toRoute(graded)).toMatchObject([
      { to_do: 'resell', why: 'no disposition yet', value: '50.0000', disposition: null },
    ])
    expect(await toRoute({ ...graded, grade: 'new' })).toEqual([])
  })

  test('is what waits too long, from the day after its last day', async () => {
    expect(await toRoute(arrived, '2026-02-03 23:59')).toEqual([])
    expect(await toRoute(arrived, '2026-02-04 12:00')).toMatchObject([
      // 100.00 × 3% × 15 days ÷ 30
      { to_do: 'inspect', why: 'waits too long', value: '1.5000', expected_amount: null, days_waiting: 15 },
    ])
  })

  test('says what is to be done with what waits too long', async () => {
    const late = (one: object) => toRoute(one, '2026-02-04 12:00')

    expect(await late(graded)).toMatchObject([{ to_do: 'resell', why: 'waits too long' }])
    expect(await late({ ...graded, disposition: 'resell' })).toMatchObject([{ to_do: 'resell' }])
    expect(await late({ ...graded, grade: 'new' })).toMatchObject([{ to_do: 'choose a disposition' }])
    expect(await late({ ...graded, disposition: 'refurbish', disposed_at: '2026-01-22' })).toMatchObject([
      { to_do: 'put on sale', why: 'waits too long' },
    ])
  })

  test('may wait as long as the settings say for its category', async () => {
    const settings = { stock: { waitDays: 2, perCategory: { phones: { waitDays: 30 } } } }
    const shirt = await toRoute(arrived, '2026-01-25 18:00', settings)

    expect(shirt).toMatchObject([{ category: 'shirts', due_on: '2026-01-22', why: 'waits too long' }])
    expect(await toRoute({ ...arrived, line_number: 4 }, '2026-01-25 18:00', settings)).toEqual([])
  })

  test('leaves what is on sale again, gone, not yet here, or was not in the box', async () => {
    const late = (one: object) => toRoute({ ...arrived, ...one }, '2026-02-10')

    expect(await late({ sellable_at: '2026-02-01' })).toEqual([])
    expect(await late({ disposition: 'donate', disposed_at: '2026-02-01' })).toEqual([])
    expect(await late({ received_at: null })).toEqual([])
    expect(await late({ received_at: '2026-02-11' })).toEqual([])
    expect(await late({ received_quantity: 0 })).toEqual([])
  })

  test('of a sale that is not known waits too, at a worth that is not known', async () => {
    expect(await toRoute({ ...arrived, line_number: 9 }, '2026-02-10')).toMatchObject([
      { line_number: 9, category: null, why: 'waits too long', value: null },
    ])
  })
})
