import { ordersCount } from '../../../sources/senders/shopify/queries/orders.ts'
import { many } from '../../runner/said.ts'
import type { Checked } from '../connection.ts'
import { accessOf } from './access.ts'
import type { ShopifyClient } from './client.ts'

type Counted = { readonly ordersCount: { readonly count: number; readonly precision: string } }

/** Looks whether a fetch would work, and has nothing prepared. */
export async function check(
  client: ShopifyClient,
  { apiVersion, filter }: { readonly apiVersion: string; readonly filter: string | null },
): Promise<Checked> {
  const access = await accessOf(client)
  const { answeredVersion } = client
  const { ordersCount: counted } = await client.ask<Counted>(ordersCount, { filter })
  const atLeast = counted.precision === 'EXACT' ? '' : 'at least '
  return {
    found: [
      `Shopify lets the token in, at ${client.reach.told.where}, and it may read all that is needed.`,
      ...(answeredVersion !== null && answeredVersion !== apiVersion
        ? [
            `Shopify answered by version ${answeredVersion}, not ${apiVersion}: set apiVersion to a newer one.`,
          ]
        : []),
      ...(access.oldOrders
        ? []
        : ['Without the scope read_all_orders, orders older than 60 days are not to be had.']),
      ...(access.disputes
        ? []
        : ['Without the scope read_shopify_payments_disputes, disputes are not fetched.']),
      `A fetch would bring ${atLeast}${many(counted.count, 'order')}${filter === null ? ', all there are, as none were fetched yet' : ''}.`,
    ],
  }
}
