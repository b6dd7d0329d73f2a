import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bulkLines } from './bulk.ts'
import { feeds, fixture, held, newest, shopWith } from './shop.ts'

/** All newest rows but for their own times: a line that is cut from its order is as old as its load. */
async function tables(inbox: Awaited<ReturnType<typeof shopWith>>) {
  const all: Record<string, unknown> = {}
  for (const { name } of feeds)
    all[name] = (await newest(inbox, name))
      .filter(({ amount, payout_id }) => !payout_id || Number(amount) > 0)
      .map(({ updated_at: _, ...row }) => row)
  return all
}

test('any split and order of the lines of a bulk operation over files gives the same newest records', {
  timeout: 120_000,
}, async () => {
  const { order } = JSON.parse(await fixture('made_order.json')).data
  const lines = bulkLines(order)
  const whole = await tables(await shopWith(`${lines.join('\n')}\n`))
  expect(whole).toEqual(await tables(await shopWith({ data: { order } })))

  const inFiles = fc.tuple(
    fc.shuffledSubarray(lines, { minLength: lines.length }),
    fc.array(fc.integer({ min: 1, max: lines.length - 1 }), { maxLength: 2 }),
  )
  await fc.assert(
    fc.asyncProperty(inFiles, async ([shuffled, cuts]) => {
      const ends = [...cuts.toSorted((a, b) => a - b), lines.length]
      const files = ends.map((end, place) => `${shuffled.slice(ends[place - 1] ?? 0, end).join('\n')}\n`)
      const inbox = await shopWith(...files.filter((file) => file.trim()))
      expect(await held(inbox)).toEqual([])
      expect(await tables(inbox)).toEqual(whole)
      await inbox.close()
    }),
    { numRuns: 4 },
  )
})

test('a connection that is cut in the middle is made whole by its next page', async () => {
  const { order } = JSON.parse(await fixture('made_order.json')).data
  const whole = await tables(await shopWith({ data: { order } }))
  const page = (from: number, to?: number) => ({
    data: {
      orders: {
        edges: [
          {
            cursor: 'c',
            node: {
              ...order,
              lineItems: {
                edges: order.lineItems.nodes.slice(from, to).map((node: unknown) => ({ node })),
                pageInfo: { hasNextPage: to !== undefined },
              },
            },
          },
        ],
        pageInfo: { hasNextPage: true, endCursor: 'c' },
      },
    },
  })
  expect(await tables(await shopWith(page(0, 2), page(2)))).toEqual(whole)
  expect(await tables(await shopWith(page(2), page(0, 2)))).toEqual(whole)
})

test('what a bulk operation cannot hold may come by its id, before or after', async () => {
  const { order } = JSON.parse(await fixture('made_order.json')).data
  const whole = await tables(await shopWith({ data: { order } }))
  const ofOrder = { order: { id: order.id, updatedAt: order.updatedAt } }
  type Listed = Record<string, unknown>
  const alone = (listed: readonly Listed[], ...connections: readonly string[]) =>
    listed.map((each) =>
      Object.fromEntries(Object.entries(each).filter(([name]) => !connections.includes(name))),
    )
  const [returned] = order.returns.nodes
  const [reverse] = returned.reverseFulfillmentOrders.nodes

  const orders = bulkLines({
    ...order,
    returns: undefined,
    refunds: alone(order.refunds, 'refundLineItems', 'transactions'),
    fulfillments: alone(order.fulfillments, 'fulfillmentLineItems', 'events'),
  })
  const returns = bulkLines({
    id: order.id,
    updatedAt: order.updatedAt,
    returns: { nodes: [{ ...returned, reverseFulfillmentOrders: { nodes: [{ id: reverse.id }] } }] },
  })
  const details = [...order.refunds, ...order.fulfillments, reverse].map((node) =>
    JSON.stringify({ data: { nodes: [{ ...node, ...ofOrder }, null] } }),
  )
  const files = [orders, returns, details].map((lines) => `${lines.join('\n')}\n`)
  for (const given of [files, files.toReversed()]) {
    const inbox = await shopWith(...given)
    expect(await held(inbox)).toEqual([])
    expect(await tables(inbox)).toEqual(whole)
  }
})
