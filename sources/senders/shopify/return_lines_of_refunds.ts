import { returnLines as feed } from '../../feeds/return_lines.ts'
import type { Mapping } from '../sender.ts'
import { refundedReturnLines } from './refunded_returns.ts'

/** The goods that came back with a refund: they were in stock again when it was made. */
export const returnLinesOfRefunds: Mapping = {
  feed,
  select: `
    select max(file_number) as file_number, return_id, any_value(order_id) as order_id, line_item_id as line_number,
      sum(quantity)::bigint as quantity, min(created_at) as received_at, sum(quantity)::bigint as received_quantity,
      'restock' as disposition, min(created_at) as disposed_at, max(version_at) as updated_at
    from (${refundedReturnLines}) group by return_id, line_item_id`,
}
