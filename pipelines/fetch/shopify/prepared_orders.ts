import type { Fetching } from '../connection.ts'
import { addressOfFile } from './address.ts'
import { type BulkOperation, endOfBulk } from './bulk_operation.ts'
import type { ShopifyClient } from './client.ts'
import { download, Gone } from './download.ts'

/** The orders that an operation prepared, whole, or why there are none. */
export type Prepared =
  | { readonly draft: string; readonly lines: number; readonly createdAt: string }
  /** What Shopify says why it gave the operation up, or how it was lost. */
  | { readonly lost: string }

/** Waits for the operation and downloads what it prepared. */
export async function preparedOrders(
  client: ShopifyClient,
  id: string,
  { draft, tell }: Pick<Fetching, 'draft' | 'tell'>,
): Promise<Prepared> {
  const path = draft('.jsonl')
  // An address that has lapsed is given anew while the file is there.
  for (const last of [false, true]) {
    const operation = await endOfBulk(client, id, tell)
    if (operation?.status !== 'COMPLETED') return { lost: whyLost(operation) }
    const { url, createdAt } = operation
    const lines = Number(operation.objectCount)
    if (url === null) return lines === 0 ? { draft: path, lines, createdAt } : { lost: 'EXPIRED' }
    const { told, pause, stop } = client.reach
    const wanted = { url: addressOfFile(url, told.where, told), bytes: bytesOf(operation), lines }
    try {
      return { draft: path, lines: await download(wanted, path, { told, pause, stop, tell }), createdAt }
    } catch (fault) {
      if (!(fault instanceof Gone)) throw fault
      if (last) break
    }
  }
  return { lost: 'EXPIRED' }
}

const bytesOf = ({ fileSize }: BulkOperation): number | null => (fileSize === null ? null : Number(fileSize))

const whyLost = (operation: BulkOperation | null): string =>
  operation ? (operation.errorCode ?? operation.status) : 'EXPIRED'
