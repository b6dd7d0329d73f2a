import type { ShopifySettings } from '../../models/settings/connections.ts'
import { bulkOrders, ordersCount } from '../../sources/senders/shopify/queries/orders.ts'
import { Problem } from '../runner/problems.ts'
import { many } from '../runner/said.ts'
import type { Checked, Checking, Connection, Fetched, Fetching } from './connection.ts'
import { demandSecret } from './secret.ts'
import { accessOf } from './shopify/access.ts'
import { type BulkOperation, endOfBulk, startBulk } from './shopify/bulk_operation.ts'
import { ShopifyClient } from './shopify/client.ts'
import { writeDetails } from './shopify/details.ts'
import { writeDisputes } from './shopify/disputes.ts'
import { download, Gone } from './shopify/download.ts'
import { asKept, filterOf, type Kept } from './shopify/kept.ts'
import { type Pause, pause } from './shopify/pause.ts'
import { accessDenied } from './shopify/refused.ts'
import { addressOfFile } from './shopify/address.ts'

/** How often one fetch starts the query, where Shopify gives it up. */
const mostStarts = 2

/** The orders of a shop on Shopify with all that belongs to them, as JSON lines. */
export class ShopifyConnection implements Connection {
  readonly name: string
  readonly folder = 'shopify'
  readonly #settings: ShopifySettings
  readonly #environment: NodeJS.ProcessEnv
  readonly #pause: Pause

  /** @param wait how to wait, between one question and the next */
  constructor(name: string, settings: ShopifySettings, environment: NodeJS.ProcessEnv, wait: Pause = pause) {
    this.name = name
    this.#settings = settings
    this.#environment = environment
    this.#pause = wait
  }

  get where(): string {
    return this.#settings.shop
  }

  /** Where more is asked about each order, it is to be had of the older ones too. */
  get asks(): string {
    return JSON.stringify([this.where, bulkOrders(null)])
  }

  async *fetch({ cursor, draft, stop, tell }: Fetching): AsyncGenerator<Fetched> {
    const client = this.#client(stop)
    const access = await accessOf(client)
    let kept = asKept(cursor)
    const filter = filterOf(kept, this.#settings.overlapMinutes)
    for (let starts = 0; ; ) {
      if (kept.operation === null) {
        if (starts === mostStarts) throw this.#givenUp()
        starts += 1
        const { id } = await startBulk(client, bulkOrders(filter), tell)
        kept = { ...kept, operation: id }
        yield { cursor: kept }
      }
      const orders = draft('.jsonl')
      const fetched = await this.#fetched(client, kept, orders, tell)
      if (fetched) {
        const { operation, lines } = fetched
        const done = { upTo: operation.createdAt, operation: null } satisfies Kept
        const further: Fetched[] = []
        if (lines > 0) {
          const details = draft('.jsonl')
          const rows = await writeDetails(client, orders, details, tell)
          further.push({ file: { draft: orders, rows: lines }, cursor: kept })
          if (rows > 0) further.push({ file: { draft: details, rows }, cursor: kept })
        }
        if (access.disputes) {
          const disputes = draft('.jsonl')
          const rows = await writeDisputes(client, kept.upTo, disputes)
          if (rows > 0) further.push({ file: { draft: disputes, rows }, cursor: kept })
        }
        yield* further
        yield { cursor: done }
        return
      }
      kept = { ...kept, operation: null }
      yield { cursor: kept }
    }
  }
}
