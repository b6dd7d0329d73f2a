import { type JsonObject, objectsIn, recordIn, valueAt } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { gmt } from './gmt.ts'
import { refundLines } from './refund_lines.ts'
import { refundMentions } from './refund_mentions.ts'
import { refunds } from './refunds.ts'

/** What a refund holds. Where it does not name its order, the order names it. */
export function* refundIn(refund: JsonObject): Generator<Unfolded> {
  const updated_at = gmt(refund.date_created_gmt) ?? refund.date_created
  const order_id = orderOf(refund)
  yield recordIn(refunds, refund, { refunded_at: updated_at, updated_at })
  if (order_id !== undefined)
    yield recordIn(refundMentions, refund, { refund_id: refund.id, order_id, updated_at })
  for (const line of objectsIn(refund.line_items))
    yield recordIn(refundLines, line, {
      refund_id: refund.id,
      line_number: objectsIn(line.meta_data).find(({ key }) => key === '_refunded_item_id')?.value,
      updated_at,
    })
}

/** The list of all refunds tells the order; that of an order’s refunds links to it. */
function orderOf(refund: JsonObject): unknown {
  if (Number(refund.parent_id) > 0) return refund.parent_id
  const [up] = objectsIn(valueAt(refund, '_links.up'))
  return /\/orders\/([0-9]+)\/?$/.exec(String(up?.href))?.[1]
}
