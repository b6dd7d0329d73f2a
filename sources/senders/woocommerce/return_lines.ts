import { returnLines as feed } from '../../feeds/return_lines.ts'
import type { Mapping } from '../sender.ts'
import { refunded } from './refunded.ts'

/** The pieces that a refund takes back, by line of the order. */
export const returnLines: Mapping = {
  feed,
  select: `
    with ${refunded}
    select file_number, refund_id as return_id, order_id, line_number, quantity, currency, changed_at as updated_at
    from refunded join taken_back using (refund_id)`,
}
