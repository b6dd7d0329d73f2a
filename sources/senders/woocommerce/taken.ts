import { landed } from '../sender.ts'
import { lineItems, woocommerceLineItems } from './line_items.ts'
import { orderVersions, woocommerceOrders } from './order_versions.ts'

/** Statuses in which a purchase was begun and not made. Nothing of such an order is kept. */
export const unfinished: readonly string[] = ['pending', 'checkout-draft', 'auto-draft', 'draft', 'new']

/** SQL of whether a version of an order came to nothing. */
const isOver = "status in ('cancelled', 'failed', 'trash')"

/** SQL of whether a version shows that the order was made: of one that came to nothing, only where it was paid. */
const isTaken = `(not ${isOver} or (status = 'cancelled' and paid_at is not null))`

/**
 * Common table expressions: `taken`, each order that was made with what newly loaded files brought, as it last stood
 * while it was good; and `taken_lines`, its lines in whatever version of it, of which those that it lost since
 * are worth nothing. Older versions count so that it does not matter in which order they are loaded.
 */
export const taken = `here as (
    select order_id, max(file_number) as file_number, max(version_at) as changed_at
    from ${landed(orderVersions)} group by order_id
  ), held as (
    select o.* exclude (file_number), o.file_number as loaded_with, here.file_number, changed_at
    from ${woocommerceOrders.raw.name} o join here using (order_id)
  ), ended as (
    select order_id, min(updated_at) as cancelled_at from held where ${isOver}
      and order_id in (select order_id from ${landed(orderVersions)} where ${isOver}) group by order_id
  ), good as (
    select * from held where ${isTaken}
  ), taken as (
    select good.*, cancelled_at from good left join ended using (order_id)
    qualify row_number() over (
      partition by order_id order by version_at desc, loaded_with desc, row_number desc
    ) = 1
  ), taken_lines as (
    select l.* exclude (file_number), taken.file_number, taken.changed_at, l.updated_at = taken.updated_at as is_left
    from ${woocommerceLineItems.raw.name} l join taken using (order_id)
    where exists (from good where good.order_id = l.order_id and good.updated_at = l.updated_at)
    qualify row_number() over (
      partition by order_id, line_number order by l.version_at desc, l.file_number desc, l.row_number desc
    ) = 1
  )`

/** The lines as they landed, for what does not depend on how an order stands. */
export const landedLines = landed(lineItems)
