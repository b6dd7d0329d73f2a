import { products as feed } from '../../feeds/products.ts'
import type { Mapping } from '../sender.ts'
import { woocommerceLineItems } from './line_items.ts'
import { landedLines } from './taken.ts'

/**
 * Every item on a line, called as the newest line held calls it. Orders know little of products: what the shop itself
 * says of them is newer than any of this.
 */
export const products: Mapping = {
  feed,
  select: `
    select here.file_number, sku, arg_max(held.name, (held.updated_at, held.order_id, held.line_number)) as title,
      'uncategorized' as category, arg_max(held.style, (held.updated_at, held.order_id, held.line_number)) as style,
      '2000-01-01T00:00:00Z' as updated_at
    from ${woocommerceLineItems.raw.name} held
    join (select sku, max(file_number) as file_number from ${landedLines} group by sku) here using (sku)
    group by here.file_number, sku`,
}
