import { expect, test } from 'vitest'
import { connectionsSchema } from '../../../../models/settings/connections.ts'
import { bulkOrders } from '../../../../sources/senders/shopify/queries/orders.ts'
import { FetchedShop } from '../fetched_shop.ts'
import { brought, connectionTo } from './fetched_orders.ts'
import { type AskFault, token } from './played_faults.ts'
import { type Ending, PlayedShop } from './played_shop.ts'

const opened = async () => ({ shop: await FetchedShop.open(), played: await PlayedShop.open() })

test('orders come with all that belongs to them, and then only what changed', async () => {
  const { shop, played } = await opened()
  for (const order of [1, 2, 3]) played.change(order)
  const [first] = await shop.fetchBy(connectionTo(played))
  expect(first).toMatchObject({ feed: 'shopify', files: 2, rows: 15, fault: null })
  expect([...brought(shop).orders]).toEqual(played.orders)

  played.change(2)
  played.change(4)
  const [second] = await shop.fetchBy(connectionTo(played))
  // The third was changed within the hour before the first fetch.
  expect(second).toMatchObject({ files: 2, rows: 15, fault: null })
  expect(played.operations.at(-1)?.query).toContain("updated_at:>'2026-03-01T02:00:01Z'")
})

test('where nothing changed there is no file', async () => {
  const { shop, played } = await opened()
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 0, rows: 0, fault: null }])
  expect(shop.waiting('my_shop')).toEqual([])
})

const lasting: [AskFault, RegExp][] = [
  [401, /does not know the token/],
  [402, /frozen/],
  [403, /does not let this token in/],
  [404, /no such shop/],
  [423, /locked/],
  [302, /leads to another address/],
  [400, /HTTP 400/],
]
test.each(lasting)('%s is told at once, without the token', async (fault, told) => {
  const { shop, played } = await opened()
  played.askFaults.push(fault)
  const [outcome] = await shop.fetchBy(connectionTo(played))
  expect(outcome?.fault?.message).toMatch(told)
  expect(JSON.stringify([outcome, shop.folder('my_shop').state])).not.toContain(token)
  expect(played.asked).toHaveLength(1)
})

test('it waits as long as the server says', async () => {
  const { shop, played } = await opened()
  const waited: number[] = []
  played.askFaults.push('throttled', 'too many', 'down', 'reset')
  expect(await shop.fetchBy(connectionTo(played, { waited }))).toMatchObject([{ fault: null }])
  // 400 points at 100 a second; two seconds; then ever longer.
  expect(waited.slice(0, 4)).toEqual([4000, 2000, 4000, 8000])
})

test('a server that stays down is given up, and may be tried later', async () => {
  const { shop, played } = await opened()
  played.askFaults.push(...Array<AskFault>(100).fill('down'))
  const [outcome] = await shop.fetchBy(connectionTo(played))
  expect(outcome?.fault).toMatchObject({ message: expect.stringContaining('HTTP 503'), mayPass: true })
  // Seven tries of one question, at three tries of the fetch.
  expect(played.asked).toHaveLength(21)
})

test('a download that was cut short goes on where it was', async () => {
  const { shop, played } = await opened()
  played.change(1)
  played.downloadFaults.push('truncated')
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 2, fault: null }])
  expect(played.downloads.map(({ from }) => from)).toEqual([0, expect.any(Number)])
  expect(played.downloads[1]?.from).toBeGreaterThan(0)
  expect([...brought(shop).orders]).toEqual(played.orders)
})

test.each([true, false])(
  'one that lacks its last line is fetched again (its size is told: %s)',
  async (saysFileSize) => {
    const { shop, played } = await opened()
    for (const order of [1, 2]) played.change(order)
    played.saysFileSize = saysFileSize
    played.downloadFaults.push('a line short')
    expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ rows: 4 + 6, fault: null }])
    expect(played.downloads).toHaveLength(2)
  },
)

test('a download that never comes whole is not handed on', async () => {
  const { shop, played } = await opened()
  played.change(1)
  played.downloadFaults.push(...Array(100).fill('garbage'))
  const [outcome] = await shop.fetchBy(connectionTo(played))
  expect(outcome).toMatchObject({ files: 0, fault: { mayPass: true } })
  expect(shop.waiting('my_shop')).toEqual([])
})

const losses: Ending[] = [
  'CANCELED',
  'EXPIRED',
  'FORGOTTEN',
  'FAILED TIMEOUT',
  'FAILED INTERNAL_SERVER_ERROR',
]
test.each(losses)('an operation that ends as %s is started again', async (ending) => {
  const { shop, played } = await opened()
  played.change(1)
  played.endings.push(ending)
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 2, fault: null }])
  expect(played.operations).toHaveLength(2)
})

test('one that may not read is told with its scopes, and is not started again by itself', async () => {
  const { shop, played } = await opened()
  played.endings.push('FAILED ACCESS_DENIED')
  const [outcome] = await shop.fetchBy(connectionTo(played))
  expect(outcome?.fault).toMatchObject({ mayPass: false, next: expect.stringContaining('scopes') })
  expect(played.operations).toHaveLength(1)
})

test('it waits while another program is in the way, and then says so', async () => {
  const { shop, played } = await opened()
  played.change(1)
  played.inTheWay = 2
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 2, fault: null }])
  played.inTheWay = 1_000
  const [outcome] = await shop.fetchBy(connectionTo(played))
  expect(outcome?.fault).toMatchObject({
    mayPass: true,
    next: expect.stringContaining('custom app of its own'),
  })
})

test('a question that costs too much is asked in parts; what was deleted meanwhile is left out', async () => {
  const { shop, played } = await opened()
  for (let order = 1; order <= 12; order++) played.change(order)
  played.mostIds = 3
  played.forget('gid://shopify/Refund/7')
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ rows: 24 + 35, fault: null }])
  expect(brought(shop).details.size).toBe(35)
})

test('further pages are asked for, and stand in the answer', async () => {
  const { shop, played } = await opened()
  played.change(1)
  const parcel = played.detail('gid://shopify/Fulfillment/1')
  parcel.events = { nodes: [{ id: 'a' }], pageInfo: { hasNextPage: true, endCursor: '0' } }
  parcel.further = [{ id: 'b' }, { id: 'c' }]
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ fault: null }])
  expect(shop.waiting('my_shop')[1]).toContain('[{"id":"a"},{"id":"b"},{"id":"c"}]')
})

test('disputes come where the app may read them', async () => {
  const { shop, played } = await opened()
  played.disputes = [
    { id: 'gid://shopify/ShopifyPaymentsDispute/1' },
    { id: 'gid://shopify/ShopifyPaymentsDispute/2' },
  ]
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 0 }])
  played.scopes.push('read_shopify_payments_disputes')
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 1, rows: 2, fault: null }])
})

test('a check tells what a fetch would bring, and starts nothing', async () => {
  const { played } = await opened()
  played.change(1)
  played.version = '2026-07'
  const checking = { cursor: null, draft: () => '', stop: new AbortController().signal, mostRows: 10 }
  const { found } = await connectionTo(played).check(checking)
  expect(found.join('\n')).toMatch(/2026-07, not 2026-04[\s\S]*older than 60 days[\s\S]*would bring 1 order/)
  expect(played.operations).toEqual([])

  played.scopes = ['read_orders']
  await expect(connectionTo(played).check(checking)).rejects.toThrow(/lacks read_returns, read_customers/)
  await expect(connectionTo(played, { token: '' }).check(checking)).rejects.toThrow(/RECOUP_MY_SHOP_TOKEN/)
})

test('settings name the shop as Shopify calls it', () => {
  const parsed = (shop: string, more = {}) =>
    connectionsSchema().safeParse({ my_shop: { from: 'shopify', shop, ...more } }).success
  expect(parsed('my-shop.myshopify.com')).toBe(true)
  for (const shop of [
    'my-shop.com',
    'x.myshopify.com.evil.com',
    'evil.com/x.myshopify.com',
    'a@x.myshopify.com',
  ])
    expect(parsed(shop)).toBe(false)
  expect(parsed('x.myshopify.com', { apiVersion: '2025-10' })).toBe(false)
})

test('the bulk query keeps to the rules: five connections, two levels, none within a list', () => {
  const query = bulkOrders("updated_at:>'2026-01-01T00:00:00Z'")
  expect(query.split('edges {').length - 1).toBeLessThanOrEqual(5)
  expect(query).not.toMatch(/(fulfillments|refunds|transactions) \{[^}]*edges/)
  let depth = 0
  const open: string[] = []
  for (const [token] of query.matchAll(/edges \{|\{|\}/g)) {
    if (token === '}') open.pop()
    else open.push(token)
    depth = Math.max(depth, open.filter((one) => one === 'edges {').length)
  }
  expect(open).toEqual([])
  expect(depth).toBeLessThanOrEqual(3)
})
