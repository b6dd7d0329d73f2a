import { isObject, type JsonObject, objectsIn } from '../document.ts'
import type { Unfold, Unfolded } from '../sender.ts'
import { modernised, orderIn } from './order_values.ts'
import { refundIn } from './refund_values.ts'

/** Orders and refunds alone, as answers and webhooks have them, or within an answer of the API before `wc/v1`. */
export const unfolding = (): Unfold => (sent) => unfolded(isObject(sent) ? sent : {})

function* unfolded(document: JsonObject): Generator<Unfolded> {
  const before = [document.order, document.order_refund].filter(isObject)
  const lists = [...objectsIn(document.orders), ...objectsIn(document.order_refunds)]
  const isEmptyList = [document.orders, document.order_refunds].some(Array.isArray)
  if (before.length + lists.length > 0)
    for (const object of [...before, ...lists]) yield* unfoldedAlone(object)
  else if (!isEmptyList) yield* unfoldedAlone(document)
}

function* unfoldedAlone(document: JsonObject): Generator<Unfolded> {
  const has = (...names: readonly string[]) => names.every((name) => name in document)
  const isNew = has('date_created') || has('date_created_gmt')
  if (has('id', 'status', 'total', 'line_items')) yield* orderIn(isNew ? document : modernised(document))
  else if (has('id', 'amount', 'line_items') && isNew) yield* refundIn(document)
  else if (has('id', 'amount')) yield { fault: 'the refund is of an API before wc/v1, which names no order' }
  else if (!isDeletion(document)) yield { fault: 'the document is no order and no refund of WooCommerce' }
}

/** The webhook of a deleted order holds its id alone. Nothing that was loaded goes by it. */
const isDeletion = (document: JsonObject): boolean => Object.keys(document).join() === 'id'
