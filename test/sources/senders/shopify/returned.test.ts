import fc from 'fast-check'
import { expect, test } from 'vitest'
import { held, newest, shopWith } from './shop.ts'

const line = fc.record({
  of: fc.integer({ min: 1, max: 3 }),
  quantity: fc.integer({ min: 1, max: 3 }),
  restocked: fc.nat(3),
})
const returned = fc.record({
  status: fc.constantFrom('OPEN', 'CLOSED', 'OPEN', 'CLOSED', 'REQUESTED', 'DECLINED', 'CANCELED'),
  lines: fc.array(line, { maxLength: 4 }),
})
type Returned = typeof returned extends fc.Arbitrary<infer R> ? R : never

const answer = ({ status, lines }: Returned, place: number) => {
  const part = (name: string, at: number) => `gid://shopify/${name}/${place * 10 + at}`
  const fulfillmentLineItem = (of: number) => ({ lineItem: { id: `gid://shopify/LineItem/${of}` } })
  return {
    data: {
      return: {
        id: `gid://shopify/Return/${4000 + place}`,
        status,
        createdAt: '2026-04-02T00:00:00Z',
        order: { id: `gid://shopify/Order/${place % 4}`, updatedAt: '2026-04-03T00:00:00Z' },
        returnLineItems: {
          nodes: lines.map(({ of, quantity }, at) => ({
            id: part('ReturnLineItem', at),
            quantity,
            returnReason: 'UNWANTED',
            fulfillmentLineItem: fulfillmentLineItem(of),
          })),
        },
        reverseFulfillmentOrders: {
          nodes: [
            {
              id: part('ReverseFulfillmentOrder', 0),
              lineItems: {
                nodes: lines.map(({ of, quantity, restocked }, at) => ({
                  id: part('ReverseFulfillmentOrderLineItem', at),
                  fulfillmentLineItem: fulfillmentLineItem(of),
                  dispositions: [
                    { type: 'RESTOCKED', quantity: Math.min(restocked, quantity) },
                    { type: 'MISSING', quantity: Math.max(quantity - restocked, 0) },
                  ],
                })),
              },
            },
          ],
        },
      },
    },
  }
}

const sumBy = (lines: Returned['lines'], piecesOf: (line: Returned['lines'][number]) => number) => {
  const sums = new Map<string, number>()
  for (const each of lines) sums.set(String(each.of), (sums.get(String(each.of)) ?? 0) + piecesOf(each))
  return [...sums].sort()
}

test('the pieces of a return are Shopify’s, and so are those that arrived', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(returned, { minLength: 20, maxLength: 40 }), async (all) => {
      const inbox = await shopWith(
        all.map((each, place) => `${JSON.stringify(answer(each, place))}\n`).join(''),
      )
      expect(await held(inbox)).toEqual([])
      const rows = await newest(inbox, 'return_lines')
      for (const [place, { status, lines }] of all.entries()) {
        const own = rows.filter(({ return_id }) => return_id === String(4000 + place))
        const told = (column: string) => own.map((row) => [row.line_number, Number(row[column])]).sort()
        const accepted = status === 'OPEN' || status === 'CLOSED' ? lines : []
        expect(told('quantity')).toEqual(sumBy(accepted, ({ quantity }) => quantity))
        expect(told('received_quantity')).toEqual(
          sumBy(accepted, ({ quantity, restocked }) => Math.min(restocked, quantity)),
        )
      }
      await inbox.close()
    }),
    { numRuns: 3 },
  )
})
