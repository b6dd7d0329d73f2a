import { open } from 'node:fs/promises'
import { type Detailed, details } from '../../../sources/senders/shopify/queries/details.ts'
import { Problem } from '../../runner/problems.ts'
import { type ShopifyClient, TooCostly } from './client.ts'
import { addFurtherPages } from './further_pages.ts'
import { jsonLines } from './json_lines.ts'

type Node = { readonly id: string } | null

/** Few enough for what one question may cost in most shops; where they are not, it is asked for fewer. */
const mostIds = 10

/** Writes the answers about all fulfilments, refunds and returns that a file of orders names; counts them. */
export async function writeDetails(
  client: ShopifyClient,
  orders: string,
  path: string,
  tell: (howFar: string) => void,
): Promise<number> {
  const file = await open(path, 'w', 0o600)
  let written = 0
  try {
    for await (const { kind, ids } of batches(orders)) {
      for await (const nodes of inParts(client, kind, ids)) {
        await addFurtherPages(client, nodes)
        await file.appendFile(`${JSON.stringify({ data: { nodes } })}\n`)
        written += nodes.length
        tell(`${written} parcels, refunds and returns`)
      }
    }
  } finally {
    await file.close()
  }
  return written
}

type Batch = { readonly kind: Detailed; readonly ids: readonly string[] }

async function* batches(orders: string): AsyncGenerator<Batch> {
  const waiting = new Map<Detailed, string[]>()
  for await (const line of jsonLines(orders)) {
    for (const [kind, id] of namedBy(line)) {
      const ids = [...(waiting.get(kind) ?? []), id]
      if (ids.length === mostIds) yield { kind, ids }
      waiting.set(kind, ids.length === mostIds ? [] : ids)
    }
  }
  for (const [kind, ids] of waiting) if (ids.length > 0) yield { kind, ids }
}

/** The line of an order names fulfilments and refunds; each return has a line of its own. */
function* namedBy(line: Record<string, unknown>): Generator<readonly [Detailed, string]> {
  for (const named of [line, ...listOf(line.fulfillments), ...listOf(line.refunds)]) {
    const id = (named as { id?: unknown }).id
    const kind = /^gid:\/\/shopify\/(\w+)\//.exec(String(id))?.[1]
    if (kind && kind in details) yield [kind as Detailed, String(id)]
  }
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** Asks for ever smaller parts until none costs too much. What was deleted meanwhile is left out. */
async function* inParts(
  client: ShopifyClient,
  kind: Detailed,
  ids: readonly string[],
): AsyncGenerator<NonNullable<Node>[]> {
  const nodes = await asked(client, kind, ids)
  if (nodes) {
    yield nodes
    return
  }
  const half = Math.ceil(ids.length / 2)
  yield* inParts(client, kind, ids.slice(0, half))
  yield* inParts(client, kind, ids.slice(half))
}

async function asked(
  client: ShopifyClient,
  kind: Detailed,
  ids: readonly string[],
): Promise<NonNullable<Node>[] | null> {
  try {
    const { nodes } = await client.ask<{ nodes: Node[] }>(details[kind], { ids })
    if (nodes?.length !== ids.length || nodes.some((node, at) => node && node.id !== ids[at]))
      throw notAsAsked(client)
    return nodes.filter((node) => node !== null)
  } catch (fault) {
    if (fault instanceof TooCostly && ids.length > 1) return null
    if (fault instanceof TooCostly) throw tooCostly(client, kind)
    throw fault
  }
}

const notAsAsked = ({ reach }: ShopifyClient): Problem =>
  new Problem('Shopify answered about something else than was asked.', {
    where: reach.told.where,
    next: 'nothing of it is loaded; the next fetch asks again.',
    mayPass: true,
  })

const tooCostly = ({ reach }: ShopifyClient, kind: Detailed): Problem =>
  new Problem(`A question about a single ${kind} costs more than Shopify lets one cost.`, {
    where: reach.told.where,
    next: 'tell the makers of Recoup: its questions must become smaller.',
  })
