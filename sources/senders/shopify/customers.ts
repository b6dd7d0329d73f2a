import { customers as feed } from '../../feeds/customers.ts'
import { landed, type Mapping } from '../sender.ts'
import { customers as records } from './records/customers.ts'

/** Every customer account. */
export const customers: Mapping = {
  feed,
  select: `
    select file_number, customer_id, created_at, email, phone, name, country, version_at as updated_at
    from ${landed(records)}`,
}
