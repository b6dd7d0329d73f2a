import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { toldUntilKilled } from '../../told_until_killed.ts'
import { FetchedShop } from '../fetched_shop.ts'
import { brought, connectionTo } from './fetched_orders.ts'
import { PlayedShop } from './played_shop.ts'

const fetcher = fileURLToPath(new URL('fetch_until_killed.ts', import.meta.url))

test('a fetch that is killed while Shopify prepares the orders takes what it prepared', async () => {
  const [shop, played] = [await FetchedShop.open(), await PlayedShop.open()]
  played.change(1)
  played.looksToEnd = Number.POSITIVE_INFINITY
  const told = await toldUntilKilled([fetcher, dirname(shop.places.fetched), played.host], {})
  expect(told[0]).toContain('is prepared')
  expect(shop.folder('my_shop').state.cursor).toEqual({ upTo: null, operation: played.operations[0]?.id })

  played.looksToEnd = 1
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 2, fault: null }])
  expect(played.operations).toHaveLength(1)
  expect([...brought(shop).orders]).toEqual(played.orders)
})

test('one that is killed before it kept the operation finds it again', async () => {
  const [shop, played] = [await FetchedShop.open(), await PlayedShop.open()]
  played.change(1)
  played.looksToEnd = Number.POSITIVE_INFINITY
  await toldUntilKilled([fetcher, dirname(shop.places.fetched), played.host], {})
  const folder = shop.folder('my_shop')
  folder.keepCursor(connectionTo(played), null)

  played.looksToEnd = 1
  expect(await shop.fetchBy(connectionTo(played))).toMatchObject([{ files: 2, fault: null }])
  expect(played.operations).toHaveLength(1)
})
