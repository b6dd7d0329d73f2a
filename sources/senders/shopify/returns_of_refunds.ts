import { returns as feed } from '../../feeds/returns.ts'
import type { Mapping } from '../sender.ts'
import { refundedReturnLines } from './refunded_returns.ts'

/** Every refund by which goods came back without a return of Shopify's: they came before the money went. */
export const returnsOfRefunds: Mapping = {
  feed,
  select: `
    select max(file_number) as file_number, return_id, any_value(order_id) as order_id,
      min(created_at) as requested_at, any_value(method) as method, min(created_at) as approved_at,
      max(version_at) as updated_at
    from (${refundedReturnLines}) group by return_id`,
}
