import type { ShopifySettings } from '../../models/settings/connections.ts'
import { bulkOrders } from '../../sources/senders/shopify/queries/orders.ts'
import type { Checked, Checking, Connection, Fetched, Fetching } from './connection.ts'
import { demandSecret } from './secret.ts'
import { accessOf } from './shopify/access.ts'
import { endpoint } from './shopify/address.ts'
import { startBulk } from './shopify/bulk_operation.ts'
import { check } from './shopify/check.ts'
import { ShopifyClient } from './shopify/client.ts'
import { writeDetails } from './shopify/details.ts'
import { writeDisputes } from './shopify/disputes.ts'
import { asKept, filterOf, type Kept } from './shopify/kept.ts'
import { type Pause, pause } from './shopify/pause.ts'
import { type Prepared, preparedOrders } from './shopify/prepared_orders.ts'
import { accessDenied, givenUp } from './shopify/refused.ts'

/** How often one fetch has the orders prepared, where Shopify gives it up. */
const mostStarts = 2

/** The orders of a shop on Shopify with all that belongs to them, as JSON lines. */
export class ShopifyConnection implements Connection {
  readonly name: string
  readonly folder = 'shopify'
  readonly #settings: ShopifySettings
  readonly #environment: NodeJS.ProcessEnv
  readonly #pause: Pause

  /** @param wait how time passes between one question and the next */
  constructor(name: string, settings: ShopifySettings, environment: NodeJS.ProcessEnv, wait: Pause = pause) {
    this.name = name
    this.#settings = settings
    this.#environment = environment
    this.#pause = wait
  }

  get where(): string {
    return this.#settings.shop
  }

  /** Once more is asked about each order, it is to be had of the older ones too. */
  get asks(): string {
    return JSON.stringify([this.where, bulkOrders(null)])
  }

  /** The cursor names the operation from when it is started until all of it is kept, so that no break loses it. */
  async *fetch(fetching: Fetching): AsyncGenerator<Fetched> {
    const client = this.#client(fetching.stop)
    const access = await accessOf(client)
    let kept = asKept(fetching.cursor)
    let lost = ''
    for (let starts = 0; starts < mostStarts; ) {
      if (kept.operation === null) {
        starts += 1
        const { id } = await startBulk(client, this.#query(kept), fetching.tell)
        kept = { ...kept, operation: id }
        yield { cursor: kept }
      }
      const prepared = await preparedOrders(client, String(kept.operation), fetching)
      if ('draft' in prepared) {
        const files = [
          ...(await orderFiles(client, prepared, fetching)),
          ...(access.disputes ? await disputeFiles(client, kept, fetching) : []),
        ]
        for (const file of files) yield { file, cursor: kept }
        yield { cursor: { upTo: prepared.createdAt, operation: null } satisfies Kept }
        return
      }
      lost = prepared.lost
      kept = { ...kept, operation: null }
      yield { cursor: kept }
      if (lost === 'ACCESS_DENIED') throw accessDenied('some of the orders’ fields.', client.reach.told)
    }
    throw givenUp(lost, client.reach.told)
  }

  async check({ cursor, stop }: Checking): Promise<Checked> {
    return check(this.#client(stop), {
      apiVersion: this.#settings.apiVersion,
      filter: filterOf(asKept(cursor), this.#settings.overlapMinutes),
    })
  }

  #query(kept: Kept): string {
    return bulkOrders(filterOf(kept, this.#settings.overlapMinutes))
  }

  #client(stop: AbortSignal): ShopifyClient {
    const { shop, apiVersion } = this.#settings
    return new ShopifyClient({
      url: endpoint(shop, apiVersion),
      token: demandSecret(this.name, 'TOKEN', this.#environment),
      told: { connection: this.name, where: shop },
      pause: this.#pause,
      stop,
    })
  }
}

type File = NonNullable<Fetched['file']>

async function orderFiles(
  client: ShopifyClient,
  { draft: orders, lines }: Extract<Prepared, { draft: string }>,
  { draft, tell }: Fetching,
): Promise<File[]> {
  if (lines === 0) return []
  const details = draft('.jsonl')
  const rows = await writeDetails(client, orders, details, tell)
  return [{ draft: orders, rows: lines }, ...(rows > 0 ? [{ draft: details, rows }] : [])]
}

async function disputeFiles(client: ShopifyClient, { upTo }: Kept, { draft }: Fetching): Promise<File[]> {
  const disputes = draft('.jsonl')
  const rows = await writeDisputes(client, upTo, disputes)
  return rows > 0 ? [{ draft: disputes, rows }] : []
}
