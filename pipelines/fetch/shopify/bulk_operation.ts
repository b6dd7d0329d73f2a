import * as queries from '../../../sources/senders/shopify/queries/bulk_operations.ts'
import { Problem } from '../../runner/problems.ts'
import type { ShopifyClient } from './client.ts'

/** A query that Shopify runs by itself, whose rows are then to be downloaded. Counts come as texts. */
export type BulkOperation = {
  readonly id: string
  readonly status: string
  readonly errorCode: string | null
  /** By Shopify's clock. */
  readonly createdAt: string
  readonly objectCount: string
  readonly fileSize: string | null
  readonly url: string | null
  readonly query: string
}

type Started = {
  readonly bulkOperationRunQuery: {
    readonly bulkOperation: BulkOperation | null
    readonly userErrors: readonly { readonly code?: string; readonly message: string }[]
  }
}

const working = ['CREATED', 'RUNNING', 'CANCELING']
const minutesForOthers = 10
const minutesToRun = 20
const longestPause = 30_000

/** Starts the query, or finds it where it was started and its id was lost. Waits a while where others are in the way. */
export async function startBulk(
  client: ShopifyClient,
  query: string,
  tell: (howFar: string) => void,
): Promise<BulkOperation> {
  const { pause, stop, told } = client.reach
  for (const milliseconds of pauses(minutesForOthers)) {
    const { bulkOperations } = await client.ask<{ bulkOperations: { nodes: BulkOperation[] } }>(
      queries.newestBulkOperations,
    )
    const own = bulkOperations.nodes.find((one) => one.query === query && working.includes(one.status))
    if (own) return own
    const { bulkOperationRunQuery: answer } = await client.ask<Started>(queries.runBulkQuery, { query })
    if (answer.bulkOperation && answer.userErrors.length === 0) return answer.bulkOperation
    if (!answer.userErrors.some(isInTheWay)) throw refused(answer.userErrors[0]?.code, told.where)
    tell('waits for other bulk operations')
    await pause(milliseconds, stop)
  }
  throw new Problem(
    `Shopify runs other bulk operations of the same app, for more than ${minutesForOthers} minutes by now.`,
    {
      where: told.where,
      next: 'give Recoup a custom app of its own, or let the other program end; the next fetch tries again.',
      mayPass: true,
    },
  )
}

/** Waits until it has ended, however; null where Shopify does not know it any more. */
export async function endOfBulk(
  client: ShopifyClient,
  id: string,
  tell: (howFar: string) => void,
): Promise<BulkOperation | null> {
  const { pause, stop, told } = client.reach
  for (const milliseconds of pauses(minutesToRun)) {
    const { node } = await client.ask<{ node: BulkOperation | null }>(queries.bulkOperation, { id })
    if (!node || !working.includes(node.status)) return node
    tell(`is prepared: ${node.objectCount} objects`)
    await pause(milliseconds, stop)
  }
  throw new Problem(`Shopify has not prepared the orders within ${minutesToRun} minutes.`, {
    where: told.where,
    next: 'nothing is lost: Shopify goes on, and the next fetch takes what it prepared.',
    mayPass: true,
  })
}

const isInTheWay = ({ code, message }: { readonly code?: string; readonly message: string }): boolean =>
  code === 'OPERATION_IN_PROGRESS' || code === 'LIMIT_REACHED' || /already in progress/i.test(message)

const refused = (code: string | undefined, where: string): Problem =>
  new Problem(`Shopify does not run the query${code ? ` (${code})` : ''}.`, {
    where,
    next: 'check apiVersion in recoup.config.ts: `2026-04` is known to work.',
  })

/** Ever longer pauses, in milliseconds, that together last so many minutes. */
function* pauses(minutes: number): Generator<number> {
  let left = minutes * 60_000
  for (let next = 1000; left > 0; next = Math.min(next * 2, longestPause)) {
    yield next
    left -= next
  }
}
