import {
  accessScopes,
  disputesScope,
  neededScopes,
} from '../../../sources/senders/shopify/queries/access.ts'
import type { ShopifyClient } from './client.ts'
import { accessDenied } from './refused.ts'

type Answer = {
  readonly currentAppInstallation: { readonly accessScopes: readonly { readonly handle: string }[] }
}

export type Access = { readonly disputes: boolean; readonly oldOrders: boolean }

/** What the token may read; the problem where that is too little. */
export async function accessOf(client: ShopifyClient): Promise<Access> {
  const { currentAppInstallation } = await client.ask<Answer>(accessScopes)
  const scopes = new Set(currentAppInstallation.accessScopes.map(({ handle }) => handle))
  const lacking = neededScopes.filter(
    (scope) => !scopes.has(scope) && !scopes.has(scope.replace('read_', 'write_')),
  )
  if (lacking.length > 0) throw accessDenied(`it lacks ${lacking.join(', ')}.`, client.reach.told)
  return { disputes: scopes.has(disputesScope), oldOrders: scopes.has('read_all_orders') }
}
