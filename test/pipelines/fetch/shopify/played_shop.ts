import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { neededScopes } from '../../../../sources/senders/shopify/queries/access.ts'
import { type AskFault, type DownloadFault, failAsked, giveFile, recorded, token } from './played_faults.ts'

export type Ending = 'COMPLETED' | 'CANCELED' | 'EXPIRED' | 'FORGOTTEN' | `FAILED ${string}`

type Operation = {
  id: string
  query: string
  createdAt: string
  looks: number
  ending: Ending
  file: string
}
/** All that any question brings with it. */
type Variables = {
  readonly filter: string | null
  readonly query: string
  readonly id: string
  readonly ids: string[]
  readonly after: string | null
}
type Node = { id: string; [field: string]: unknown }

/** A shop on Shopify, played by a server on this machine by recorded answers; what goes wrong there can be set. */
export class PlayedShop {
  readonly askFaults: AskFault[] = []
  readonly downloadFaults: DownloadFault[] = []
  readonly endings: Ending[] = []
  /** Bulk operations of another program that are in the way, by how often they still are. */
  inTheWay = 0
  /** How often an operation is looked at before it has ended. */
  looksToEnd = 1
  scopes: string[] = [...neededScopes]
  version = '2026-04'
  saysFileSize = true
  mostIds = Number.POSITIVE_INFINITY
  disputes: Node[] = []
  /** What was asked, by its first words, and what was downloaded from which byte on. */
  readonly asked: string[] = []
  readonly downloads: { from: number; headers: IncomingMessage['headers'] }[] = []
  readonly operations: Operation[] = []
  readonly #orders = new Map<string, Node>()
  readonly #children = new Map<string, readonly Node[]>()
  readonly #details = new Map<string, Node>()
  #clock = Date.parse('2026-03-01T00:00:00Z')
  #host = ''

  static async open(): Promise<PlayedShop> {
    const shop = new PlayedShop()
    const server = createServer((request, response) => {
      void shop.#answer(request, response).catch((fault) => response.destroy(fault))
    }).listen(0, '127.0.0.1')
    await once(server, 'listening')
    shop.#host = `127.0.0.1:${(server.address() as AddressInfo).port}`
    onTestFinished(
      () =>
        new Promise<void>((closed) => {
          server.close(() => closed())
          server.closeAllConnections()
        }),
    )
    return shop
  }

  get host(): string {
    return this.#host
  }

  /** An order that is new or changed; gives the lines and details by which it is whole. */
  change(number: number): void {
    const updatedAt = this.#tick(60 * 60_000)
    const gid = (type: string) => `gid://shopify/${type}/${number}`
    const order = {
      __typename: 'Order',
      id: gid('Order'),
      updatedAt,
      fulfillments: [{ id: gid('Fulfillment') }],
      refunds: [{ id: gid('Refund') }],
    }
    const kinds = [
      ['Fulfillment', recorded.fulfillment],
      ['Refund', recorded.refund],
      ['Return', recorded.return],
    ] as const
    const details = kinds.map(([type, node]) => ({
      ...node,
      __typename: type,
      id: gid(type),
      order: { id: gid('Order'), updatedAt },
    }))
    this.hold(order, [{ __typename: 'Return', id: gid('Return') }], details)
  }

  /** An order as a bulk operation gives it, with the lines of its children, and what is asked for by ids. */
  hold(order: Node, children: readonly Node[], details: readonly Node[]): void {
    this.#orders.set(order.id, order)
    this.#children.set(
      order.id,
      children.map((child) => ({ ...child, __parentId: order.id })),
    )
    for (const detail of details) this.#details.set(detail.id, detail)
  }

  detail(id: string): Node {
    return this.#details.get(id) as Node
  }

  forget(id: string): void {
    this.#details.delete(id)
  }

  /** The newest state of each order, as `id updatedAt`. */
  get orders(): string[] {
    return [...this.#orders.values()].map(({ id, updatedAt }) => `${id} ${updatedAt}`)
  }

  #tick(milliseconds: number): string {
    this.#clock += milliseconds
    return new Date(this.#clock).toISOString()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/file/')) this.#giveFile(request, response)
    else await this.#giveAnswer(request, response)
  }

  async #giveAnswer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    this.asked.push(query.replaceAll(/\s+/g, ' ').slice(0, 60))
    const known = request.headers['x-shopify-access-token'] === token
    const fault = known ? this.askFaults.shift() : 401
    if (fault !== undefined) failAsked(fault, response)
    else {
      response.setHeader('x-shopify-api-version', this.version)
      response.end(JSON.stringify(this.#data(query, variables)))
    }
  }

  #data(query: string, variables: Variables): unknown {
    if (query.includes('currentAppInstallation'))
      return {
        data: { currentAppInstallation: { accessScopes: this.scopes.map((handle) => ({ handle })) } },
      }
    if (query.includes('ordersCount'))
      return { data: { ordersCount: { count: this.#found(variables.filter).length, precision: 'EXACT' } } }
    if (query.includes('bulkOperations(')) {
      const nodes = [...this.operations].reverse().map((one) => this.#shown(one))
      return { data: { bulkOperations: { nodes } } }
    }
    if (query.includes('bulkOperationRunQuery'))
      return { data: { bulkOperationRunQuery: this.#run(variables.query) } }
    if (query.includes('on BulkOperation')) return { data: { node: this.#look(variables.id) } }
    if (query.includes('disputes(')) return { data: { disputes: this.#disputes(variables.after) } }
    if (query.includes('nodes(ids')) return this.#nodes(variables.ids)
    return { data: { node: this.#furtherPage(query, variables) } }
  }

  #found(filter: string | null): Node[] {
    const since = /updated_at:>'(.*)'/.exec(filter ?? '')?.[1] ?? ''
    return [...this.#orders.values()].filter(({ updatedAt }) => String(updatedAt) > since)
  }

  #run(query: string): unknown {
    if (this.inTheWay-- > 0)
      return {
        bulkOperation: null,
        userErrors: [
          { code: 'OPERATION_IN_PROGRESS', message: 'A bulk query operation is already in progress' },
        ],
      }
    const filter = /orders\(query: ("(?:[^"\\]|\\.)*")\)/.exec(query)?.[1]
    const createdAt = this.#tick(1000)
    const lines = this.#found(filter ? JSON.parse(filter) : null).flatMap((order) => [
      order,
      ...(this.#children.get(order.id) ?? []),
    ])
    const operation: Operation = {
      id: `gid://shopify/BulkOperation/${this.operations.length + 1}`,
      query,
      createdAt,
      looks: 0,
      ending: this.endings.shift() ?? 'COMPLETED',
      file: lines.map((line) => `${JSON.stringify(line)}\n`).join(''),
    }
    this.operations.push(operation)
    return { bulkOperation: this.#shown(operation), userErrors: [] }
  }

  #look(id: string): unknown {
    const operation = this.operations.find((one) => one.id === id)
    if (!operation) return null
    operation.looks += 1
    return operation.looks > this.looksToEnd && operation.ending === 'FORGOTTEN'
      ? null
      : this.#shown(operation)
  }

  #shown({ id, query, createdAt, looks, ending, file }: Operation): unknown {
    const [status, errorCode = null] = looks > this.looksToEnd ? ending.split(' ') : ['RUNNING']
    const url =
      status === 'COMPLETED' && file !== '' ? `http://${this.#host}/file/${id.split('/').pop()}` : null
    const objectCount = String(file.split('\n').length - 1)
    const fileSize = this.saysFileSize && url ? String(Buffer.byteLength(file)) : null
    return { id, query, createdAt, status, errorCode, url, objectCount, fileSize }
  }

  #nodes(ids: string[]): unknown {
    if (ids.length > this.mostIds)
      return { errors: [{ message: 'Query cost is 1234', extensions: { code: 'MAX_COST_EXCEEDED' } }] }
    return { data: { nodes: ids.map((id) => this.#details.get(id) ?? null) } }
  }

  #disputes(after: string | null): unknown {
    const from = Number(after ?? 0)
    const pageInfo = { hasNextPage: from + 1 < this.disputes.length, endCursor: String(from + 1) }
    return { nodes: this.disputes.slice(from, from + 1), pageInfo }
  }

  /** Of the events of a fulfilment: those that stand under `further`. */
  #furtherPage(query: string, { id, after }: Variables): unknown {
    const node = this.detail(id)
    const further = node.further as unknown[]
    const at = Number(after)
    if (!query.includes('events(')) return null
    const pageInfo = { hasNextPage: at + 1 < further.length, endCursor: String(at + 1) }
    return { __typename: 'Fulfillment', id, events: { nodes: [further[at]], pageInfo } }
  }

  #giveFile(request: IncomingMessage, response: ServerResponse): void {
    const operation = this.operations[Number(request.url?.split('/').pop()) - 1]
    const bytes = Buffer.from(operation?.file ?? '')
    const etag = `"${operation?.id}"`
    const from =
      request.headers['if-range'] === etag
        ? Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0)
        : 0
    this.downloads.push({ from, headers: request.headers })
    giveFile(this.downloadFaults.shift(), { bytes, from, etag }, response)
  }
}
