import { countryCode, instant, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const customers = feed({
  name: 'customers',
  about: 'A customer account.',
  key: ['customer_id'],
  happenedAt: ['created_at'],
  columns: {
    customer_id: text('The customer account.').required(),
    created_at: instant('When the account was opened.').required(),
    email: text('E-mail address of the account.').personal('email'),
    phone: text('Phone number of the account.').personal('phone'),
    name: text('Name of the account holder.').personal('name'),
    country: countryCode('Country of the customer, ISO 3166-1 alpha-2.'),
    marketing_segment: text('The segment that marketing counts the customer in.'),
    updated_at: instant('When the record was last changed.'),
  },
})
