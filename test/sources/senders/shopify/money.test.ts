import fc from 'fast-check'
import { expect, test } from 'vitest'
import { held, newest, shopWith } from './shop.ts'

const cents = (amount: number) => (amount / 100).toFixed(2)
const usd = (amount: number) => ({ shop_money: { amount: cents(amount), currency_code: 'USD' } })

const line = fc.record({
  worth: fc.nat(20_000),
  tax: fc.nat(2_000),
  quantity: fc.integer({ min: 1, max: 4 }),
  restock: fc.constantFrom('return', 'no_restock', 'cancel', 'legacy_restock'),
})
const refund = fc.record({
  lines: fc.array(line, { maxLength: 4 }),
  moved: fc.array(
    fc.record({
      amount: fc.nat(30_000),
      kind: fc.constantFrom('refund', 'refund', 'refund', 'void'),
      status: fc.constantFrom('success', 'success', 'success', 'pending', 'failure'),
    }),
    { maxLength: 3 },
  ),
  isOfReturn: fc.boolean(),
})

type Made = { refund: typeof refund extends fc.Arbitrary<infer R> ? R : never; place: number }

/** A body of the webhook refunds/create. */
const body = ({ refund: { lines, moved, isOfReturn }, place }: Made) => ({
  id: 6000 + place,
  admin_graphql_api_id: `gid://shopify/Refund/${6000 + place}`,
  order_id: 100 + (place % 5),
  created_at: '2026-05-01T10:00:00Z',
  return: isOfReturn ? { id: 4000 + place } : null,
  refund_line_items: lines.map(({ worth, tax, quantity, restock }, at) => ({
    id: place * 100 + at,
    line_item_id: 9000 + at,
    quantity,
    restock_type: restock,
    subtotal_set: usd(worth),
    total_tax_set: usd(tax),
  })),
  transactions: moved.map(({ amount, kind, status }, at) => ({
    id: 70_000 + place * 10 + at,
    kind,
    status,
    amount: cents(amount),
    currency: 'USD',
    gateway: 'stripe',
    processed_at: '2026-05-01T10:00:00Z',
  })),
})

test('refunds pay what their transactions moved, to the cent, and each piece comes back once', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(refund, { minLength: 20, maxLength: 40 }), async (refunds) => {
      const made = refunds.map((each, place) => ({ refund: each, place }))
      const inbox = await shopWith(made.map((each) => `${JSON.stringify(body(each))}\n`).join(''))
      expect(await held(inbox)).toEqual([])

      const payouts = await newest(inbox, 'payouts')
      const returned = await newest(inbox, 'return_lines')
      for (const { refund: each, place } of made) {
        const own = payouts.filter(
          ({ payout_id }) => String(payout_id).split('-')[1] === String(6000 + place),
        )
        const paid = own.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0)
        const moved = each.moved.filter(({ kind, status }) => kind === 'refund' && status === 'success')
        expect(paid).toBe(moved.reduce((sum, { amount }) => sum + amount, 0))
        const worth = each.lines.reduce((sum, line) => sum + line.worth + line.tax, 0)
        const beside = own.filter(({ line_number }) => line_number === undefined)
        expect(beside.map(({ amount }) => Math.round(Number(amount) * 100))).toEqual(
          paid > worth ? [paid - worth] : [],
        )
        if (each.isOfReturn)
          expect(own.every(({ return_id }) => return_id === String(4000 + place))).toBe(true)

        const returnId = each.isOfReturn ? String(4000 + place) : `refund-${6000 + place}`
        const back = each.lines.filter(({ restock }) => restock === 'return')
        const pieces = returned
          .filter(({ return_id }) => return_id === returnId)
          .reduce((sum, { quantity }) => sum + Number(quantity), 0)
        expect(pieces).toBe(back.reduce((sum, { quantity }) => sum + quantity, 0))
      }
      await inbox.close()
    }),
    { numRuns: 4 },
  )
})

test('lines of yen are cut at whole yen', async () => {
  const inbox = await shopWith({
    id: 1,
    order_id: 2,
    created_at: '2026-05-01T10:00:00Z',
    refund_line_items: [1, 2, 3].map((id) => ({
      id,
      line_item_id: id,
      quantity: 1,
      restock_type: 'cancel',
      subtotal: '1000',
    })),
    transactions: [{ id: 9, kind: 'refund', status: 'success', amount: '2000', currency: 'JPY' }],
  })
  expect((await newest(inbox, 'payouts')).map(({ amount }) => amount)).toEqual([
    '667.0000',
    '667.0000',
    '666.0000',
  ])
})

test('what was paid in the money that the customer was shown is laid on the lines in it', async () => {
  const inbox = await shopWith({
    id: 1,
    order_id: 2,
    created_at: '2026-05-01T10:00:00Z',
    refund_line_items: [
      {
        id: 3,
        line_item_id: 4,
        quantity: 1,
        restock_type: 'cancel',
        subtotal_set: {
          shop_money: { amount: '10.00', currency_code: 'USD' },
          presentment_money: { amount: '1500', currency_code: 'JPY' },
        },
      },
    ],
    transactions: [{ id: 9, kind: 'refund', status: 'success', amount: '2000', currency: 'JPY' }],
  })
  expect((await newest(inbox, 'payouts')).map(({ amount, currency }) => [amount, currency])).toEqual([
    ['500.0000', 'JPY'],
    ['1500.0000', 'JPY'],
  ])
})
