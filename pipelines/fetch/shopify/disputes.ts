import { open } from 'node:fs/promises'
import { disputes } from '../../../sources/senders/shopify/queries/disputes.ts'
import { Problem } from '../../runner/problems.ts'
import type { ShopifyClient } from './client.ts'

type Answer = {
  readonly disputes: {
    readonly nodes: readonly unknown[]
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
  }
}

/** A dispute has no time of its last change; by then even the longest has come to its end. */
const longestDays = 365

/** Writes the answers about all disputes that may have changed; counts them. */
export async function writeDisputes(
  client: ShopifyClient,
  since: string | null,
  path: string,
): Promise<number> {
  const filter = since === null ? null : `initiated_at:>=${daysBefore(since).slice(0, 10)}`
  const file = await open(path, 'w', 0o600)
  let written = 0
  try {
    for (let after: string | null = null; ; ) {
      const data: Answer = await client.ask<Answer>(disputes, { filter, after })
      const { nodes, pageInfo } = data.disputes
      await file.appendFile(`${JSON.stringify({ data })}\n`)
      written += nodes.length
      if (!pageInfo.hasNextPage) return written
      if (pageInfo.endCursor === after) throw repeated(client)
      after = pageInfo.endCursor
    }
  } finally {
    await file.close()
  }
}

const daysBefore = (time: string): string =>
  new Date(Date.parse(time) - longestDays * 86_400_000).toISOString()

const repeated = ({ reach }: ShopifyClient): Problem =>
  new Problem('Shopify gives the same page of disputes again and again.', {
    where: reach.told.where,
    next: 'nothing of it is loaded; the next fetch asks again.',
    mayPass: true,
  })
