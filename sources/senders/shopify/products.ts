import { products as feed } from '../../feeds/products.ts'
import { landed, type Mapping } from '../sender.ts'
import { orderLines } from './records/order_lines.ts'
import { variants } from './records/variants.ts'
import { skuOf } from './sql.ts'

/**
 * Every item that a line or a variant of the files names, from all lines and variants held: what one document
 * leaves out of an item another may have told.
 */
export const products: Mapping = {
  feed,
  select: `
    with lines as (select *, ${skuOf('l')} as item from ${orderLines.record.raw.name} l),
    here as (
      select item, max(file_number) as file_number from (
        select ${skuOf('l')} as item, file_number from ${landed(orderLines)} l
        union all
        select lines.item, v.file_number from ${landed(variants)} v join lines using (variant_id)
      ) group by item
    ),
    sold as (
      select item, max(version_at) as version_at,
        arg_max(variant_id, (version_at, file_number, row_number)) as variant_id,
        arg_max(product_id, (version_at, file_number, row_number)) as product_id,
        arg_max(title, (version_at, file_number, row_number)) as title,
        arg_max(unit_price_amount, (version_at, file_number, row_number)) as list_price,
        arg_max(weight_grams, (version_at, file_number, row_number)) as weight_grams,
        bool_or(is_gift_card) as is_gift_card
      from lines semi join here using (item)
      group by item
    ),
    kinds as (
      select variant_id, max(version_at) as version_at,
        arg_max(product_type, (version_at, file_number, row_number)) as product_type,
        arg_max(size, (version_at, file_number, row_number)) as size,
        arg_max(unit_cost, (version_at, file_number, row_number)) as unit_cost
      from ${variants.record.raw.name} group by variant_id
    )
    select here.file_number, item as sku, coalesce(sold.title, item) as title,
      case when sold.is_gift_card then 'gift card' else coalesce(nullif(kinds.product_type, ''), 'unknown') end as category,
      sold.product_id as style, kinds.size, kinds.unit_cost, sold.list_price, sold.weight_grams,
      greatest(sold.version_at, kinds.version_at) as updated_at
    from here join sold using (item) left join kinds using (variant_id)`,
}
