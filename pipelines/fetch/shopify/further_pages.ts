import { isPaged, nextPage, type Paged } from '../../../sources/senders/shopify/queries/pages.ts'
import { Problem } from '../../runner/problems.ts'
import type { ShopifyClient } from './client.ts'

type Page = { nodes: unknown[]; pageInfo: { hasNextPage: boolean; endCursor: string | null } }
type Owner = { readonly __typename: string; readonly id: string; readonly [connection: string]: unknown }
type Open = { readonly owner: Owner; readonly paged: Paged; readonly page: Page }

/** Adds all further pages to the connections of an answer, so that it holds all there is. */
export async function addFurtherPages(client: ShopifyClient, answer: unknown): Promise<void> {
  for (const { owner, paged, page } of openPages(answer)) {
    while (page.pageInfo.hasNextPage) {
      const after = page.pageInfo.endCursor
      const { node } = await client.ask<{ node: Owner | null }>(nextPage(paged), { id: owner.id, after })
      const next = node && pageOf(node, paged)
      if (!next || (next.pageInfo.hasNextPage && next.pageInfo.endCursor === after))
        throw noFurther(client, paged)
      await addFurtherPages(client, next.nodes)
      page.nodes.push(...next.nodes)
      page.pageInfo = next.pageInfo
    }
  }
}

function* openPages(value: unknown): Generator<Open> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, part] of Object.entries(value)) {
    const paged = `${(value as Partial<Owner>).__typename}.${key}`
    if (isPaged(paged)) yield { owner: value as Owner, paged, page: part as Page }
    yield* openPages(part)
  }
}

const pageOf = (node: Owner, paged: Paged): Page | undefined =>
  node[paged.slice(paged.indexOf('.') + 1)] as Page | undefined

const noFurther = ({ reach }: ShopifyClient, paged: Paged): Problem =>
  new Problem(`Shopify does not give all pages of ${paged}.`, {
    where: reach.told.where,
    next: 'nothing of it is loaded; the next fetch asks again.',
    mayPass: true,
  })
