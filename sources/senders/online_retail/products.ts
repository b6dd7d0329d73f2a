import { products as feed } from '../../feeds/products.ts'
import { landed, type Mapping } from '../sender.ts'
import { isCredit, isGoods, isSale, sku } from './kinds.ts'
import { lines } from './lines.ts'

/** Every item that a file sells or takes back, called as its latest line calls it. */
export const products: Mapping = {
  feed,
  select: `
    select file_number, ${sku} as sku,
      coalesce(
        arg_max(trim(description), (invoiced_at, invoice_no, line_number)) filter (where description is not null),
        ${sku}
      ) as title,
      'giftware' as category, max(invoiced_at) as updated_at
    from ${landed(lines)} where (${isSale} or ${isCredit}) and ${isGoods}
    group by file_number, ${sku}`,
}
