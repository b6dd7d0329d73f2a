import { expect, test } from 'vitest'
import { unfolding } from '../../../../sources/senders/shopify/unfolding.ts'

const kinds = (document: unknown, unfold = unfolding()) =>
  [...unfold(document)].map((found) =>
    'fault' in found ? found.fault : found.of.record.name.replace('shopify_', ''),
  )

test('ids are the same in all their forms, and too large ones are left for the loader to hold', () => {
  const id = (order: unknown, total_price: unknown = '1') =>
    [...unfolding()({ order: { id: order, created_at: '2026-01-01', total_price } })].flatMap((found) =>
      'values' in found ? [found.values.order_id] : [],
    )
  expect([id(123), id('123'), id('gid://shopify/Order/123')]).toEqual([['123'], ['123'], ['123']])
  expect(id(Number.MAX_SAFE_INTEGER + 2)).toEqual([Number.MAX_SAFE_INTEGER + 2])
})

test('a line takes its order and its time from the line of its order, where that came before', () => {
  const unfold = unfolding()
  kinds({ id: 'gid://shopify/Order/1', updatedAt: '2026-01-02T00:00:00Z' }, unfold)
  const line = (parent: string) =>
    [
      ...unfold({
        id: 'gid://shopify/LineItem/2',
        quantity: 1,
        originalUnitPriceSet: { shopMoney: { amount: '1.0', currencyCode: 'EUR' } },
        __parentId: parent,
      }),
    ].map((found) => 'values' in found && found.values)
  expect(line('gid://shopify/Order/1')).toMatchObject([{ order_id: '1', updated_at: '2026-01-02T00:00:00Z' }])
  expect(line('gid://shopify/Order/9')).toMatchObject([{ order_id: '9', updated_at: undefined }])
})

test('what is only named gives no record, what stands in it does', () => {
  const mention = { id: 'gid://shopify/Order/1', name: '#1', updatedAt: '2026-01-02T00:00:00Z' }
  expect(kinds({ data: { order: mention } })).toEqual([])
  expect(
    kinds({
      data: {
        node: {
          ...mention,
          returns: { edges: [{ node: { id: 'gid://shopify/Return/2', status: 'OPEN' } }] },
        },
      },
    }),
  ).toEqual(['returns_of_orders', 'return_states'])
})

test('empty pages and records of other kinds are nothing; errors and other documents are faults', () => {
  expect(kinds({ data: { orders: { edges: [], pageInfo: { hasNextPage: false } } } })).toEqual([])
  expect(kinds({ refunds: [] })).toEqual([])
  expect(kinds({ id: 'gid://shopify/Metafield/1', value: 'x' })).toEqual([])
  expect(kinds({ errors: [{ message: 'Throttled' }] })).toEqual([
    'it is an answer of Shopify’s that tells errors in place of records',
  ])
  for (const other of ['text', 7, null, {}, { hello: 'world' }])
    expect(kinds(other)).toEqual([expect.stringMatching(/^it is no /)])
})
