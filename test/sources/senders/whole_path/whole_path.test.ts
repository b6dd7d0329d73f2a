import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSources } from '../../../../pipelines/runner/catalog.ts'
import type { Places } from '../../../../pipelines/runner/places.ts'
import { Warehouse } from '../../../../warehouse/duckdb/warehouse.ts'
import { differences, runAll, shopFolder } from '../../../laws/shop.ts'
import { asEasyPost } from './as_easypost.ts'
import { asShopify } from './as_shopify.ts'
import { asTold } from './as_told.ts'
import { asZendesk } from './as_zendesk.ts'
import { expectTold } from './expect_told.ts'
import { shopOf } from './shop.ts'

async function send(places: Places, folder: string, documents: readonly unknown[]): Promise<void> {
  await mkdir(join(places.inbox, folder), { recursive: true })
  const lines = documents.map((one) => JSON.stringify(one)).join('\n')
  await writeFile(join(places.inbox, folder, 'all.ndjson'), lines)
}

test('a shop exported as Shopify, EasyPost and Zendesk have it makes the tables that its own feed files make', async () => {
  const shop = await shopOf(400)
  const told = asTold(shop)
  const [bySenders, byFeeds] = [shopFolder(), shopFolder()]
  await send(bySenders, 'shopify', asShopify(shop))
  await send(bySenders, 'easypost', [asEasyPost(shop)])
  await send(bySenders, 'zendesk', asZendesk(shop))
  for (const [feed, records] of Object.entries(told)) await send(byFeeds, feed, records)
  // Neither of the three knows rates of exchange.
  for (const places of [bySenders, byFeeds]) await send(places, 'fx_rates', shop.fx_rates ?? [])
  for (const places of [bySenders, byFeeds])
    expect((await runAll(places)).load.files).not.toContainEqual(
      expect.objectContaining({ outcome: 'failed' }),
    )

  const { feeds } = await readSources()
  const warehouse = await Warehouse.open(bySenders.warehouse, { readOnly: true })
  try {
    expect(await warehouse.rows('select feed, column_names, faults from ledger.quarantine')).toEqual([])
    await expectTold(warehouse, feeds, told)
  } finally {
    warehouse.close()
  }
  expect(await differences(bySenders, byFeeds)).toEqual([])
})
