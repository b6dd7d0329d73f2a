import { expect } from 'vitest'
import { ShopifyConnection } from '../../../../pipelines/fetch/shopify.ts'
import type { FetchedShop } from '../fetched_shop.ts'
import { token } from './played_faults.ts'
import type { PlayedShop } from './played_shop.ts'

type Given = { readonly name?: string; readonly waited?: number[]; readonly token?: string }

/** A connection that waits for nothing, and tells how long it would have. */
export const connectionTo = (
  played: PlayedShop,
  { name = 'my_shop', waited = [], token: given = token }: Given = {},
): ShopifyConnection =>
  new ShopifyConnection(
    name,
    { from: 'shopify', shop: played.host, apiVersion: '2026-04', overlapMinutes: 60 },
    { [`RECOUP_${name.toUpperCase()}_TOKEN`]: given },
    async (milliseconds, stop) => {
      stop.throwIfAborted()
      waited.push(milliseconds)
    },
  )

type Line = {
  id?: string
  updatedAt?: string
  data?: { nodes: { id: string; order: { updatedAt: string } }[] }
}

/** What waits to be loaded, each file read to its end: orders and details as `id updatedAt`. */
export function brought(shop: FetchedShop, name = 'my_shop'): { orders: Set<string>; details: Set<string> } {
  const lines = shop.waiting(name).flatMap((file) => {
    expect(file.endsWith('\n')).toBe(true)
    return file
      .trimEnd()
      .split('\n')
      .map((line): Line => JSON.parse(line))
  })
  const details = lines.flatMap(({ data }) => data?.nodes ?? [])
  return {
    orders: new Set(
      lines.filter(({ updatedAt }) => updatedAt).map(({ id, updatedAt }) => `${id} ${updatedAt}`),
    ),
    details: new Set(details.map(({ id, order }) => `${id} ${order.updatedAt}`)),
  }
}
