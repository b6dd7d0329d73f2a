import { ShopifyConnection } from '../../../../pipelines/fetch/shopify.ts'
import { fetchNew } from '../../../../pipelines/fetch.ts'
import { placesOf } from '../../../../pipelines/runner/places.ts'
import { token } from './played_faults.ts'

const [data = '', shop = ''] = process.argv.slice(2)
const connection = new ShopifyConnection(
  'my_shop',
  { from: 'shopify', shop, apiVersion: '2026-04', overlapMinutes: 60 },
  { RECOUP_MY_SHOP_TOKEN: token },
)
await fetchNew(placesOf({ data }, {}), [connection], {
  stage: (_, work) => work((_done, _all, what) => what?.includes('is prepared') && console.log(what)),
})
