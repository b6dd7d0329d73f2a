import { countryCode, instant, text } from '../../../../warehouse/columns.ts'
import { columnsOf, feed } from '../../../feed.ts'
import { customers as feedOfCustomers } from '../../../feeds/customers.ts'
import { recordIn, valueAt } from '../../document.ts'
import type { ForeignRecord } from '../../sender.ts'
import { idOf } from '../identity.ts'
import { firstTold, type Reader, tells } from '../readings.ts'

/** A customer account, by itself or as an order tells it. */
export const customers: ForeignRecord = {
  record: feed({
    name: 'shopify_customers',
    about: 'A customer account of the shopify sender.',
    key: ['customer_id'],
    happenedAt: ['created_at'],
    columns: {
      customer_id: text('The customer account.').required(),
      created_at: instant('When the account was opened.').required(),
      ...columnsOf(feedOfCustomers, 'email', 'phone', 'name'),
      country: countryCode('Country of the default address, ISO 3166-1 alpha-2.'),
      updated_at: instant('When the account was last changed.'),
    },
  }),
  headers: {},
  mappedBy: ['customer_id'],
  customer: 'customer_id',
}

export const readCustomer: Reader = (node) => {
  if (!tells(node, 'created_at')) return []
  const names = [node.first_name, node.last_name].filter((name) => typeof name === 'string' && name !== '')
  return [
    recordIn(customers, node, {
      customer_id: idOf(node),
      email: firstTold(node, 'default_email_address.email_address', 'email'),
      phone: firstTold(node, 'default_phone_number.phone_number', 'phone'),
      name: names.length > 0 ? names.join(' ') : valueAt(node, 'display_name'),
      country: firstTold(node, 'default_address.country_code_v2', 'default_address.country_code'),
    }),
  ]
}
