import { returns as feed } from '../../feeds/returns.ts'
import type { Mapping } from '../sender.ts'
import { refunded } from './refunded.ts'

/** Every refund that takes pieces back. The shop tells of it when it pays, so it was asked for by then. */
export const returns: Mapping = {
  feed,
  select: `
    with ${refunded}
    select file_number, refund_id as return_id, order_id, refunded_at as requested_at, 'mail' as method,
      refunded_at as approved_at, changed_at as updated_at
    from refunded where refund_id in (select refund_id from taken_back)`,
}
