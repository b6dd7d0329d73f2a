import { expect, test } from 'vitest'
import { defaultSettings } from '../../../../models/settings.ts'
import { load } from '../../../../pipelines/load.ts'
import { readSources } from '../../../../pipelines/runner/catalog.ts'
import { loadedFrom } from '../../../../pipelines/runner/places.ts'
import { shopify } from '../../../../sources/senders/shopify/shopify.ts'
import { asShopify } from '../../../sources/senders/whole_path/as_shopify.ts'
import { asTold } from '../../../sources/senders/whole_path/as_told.ts'
import { expectTold } from '../../../sources/senders/whole_path/expect_told.ts'
import { shopOf } from '../../../sources/senders/whole_path/shop.ts'
import { FetchedShop } from '../fetched_shop.ts'
import { connectionTo } from './fetched_orders.ts'
import { PlayedShop } from './played_shop.ts'

type Node = { id: string; [field: string]: unknown }
type Connection = { readonly edges: readonly { readonly node: Node }[] }
type Order = Node & {
  lineItems: Connection
  shippingLines: Connection
  returns: Connection
  fulfillments: Node[]
  refunds: Node[]
}

/** Holds orders as the API gives them: in bulk with their lines, and what bulk operations cannot nest by ids. */
function hold(played: PlayedShop, order: Order): void {
  const { lineItems, shippingLines, returns, fulfillments, refunds, ...rest } = order
  const nodes = (connection: Connection) => connection.edges.map(({ node }) => node)
  const only = ({ id }: Node) => ({ id })
  const details = [...fulfillments, ...refunds, ...nodes(returns)]
  played.hold(
    { ...rest, fulfillments: fulfillments.map(only), refunds: refunds.map(only) },
    [...nodes(lineItems), ...nodes(shippingLines), ...nodes(returns).map(only)],
    details.map((detail) => ({ ...detail, order: { id: order.id, updatedAt: order.updatedAt } })),
  )
}

test('a made-up shop that is fetched from Shopify is loaded whole', async () => {
  const made = await shopOf(150)
  const played = await PlayedShop.open()
  const shop = await FetchedShop.open()
  const [, ...answers] = asShopify(made) as [unknown, ...{ data: { order: Order } }[]]
  for (const { data } of answers) hold(played, data.order)
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ fault: null }])

  const { feeds } = await readSources()
  const connections = {
    my_shop: { from: 'shopify', shop: played.host, apiVersion: '2026-04', overlapMinutes: 60 },
  } as const
  const report = await load(shop.warehouse, {
    ...loadedFrom(shop.places, [], connections),
    feeds,
    senders: [shopify],
    settings: { ...defaultSettings, connections },
    runId: 'run',
  })
  expect(report.files.map(({ outcome }) => outcome)).not.toContain('failed')
  expect(await shop.rows('select feed, faults from ledger.quarantine')).toEqual([])
  const { contacts, tracking_events, customers = [], ...told } = asTold(made)
  const ordering = new Set(told.orders?.map(({ customer_id }) => customer_id))
  await expectTold(shop.warehouse, feeds, {
    ...told,
    customers: customers.filter(({ customer_id }) => ordering.has(customer_id)),
  })
})
