import { integer, text } from '../../warehouse/columns.ts'
import { over, rowNumber } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { accounts } from '../marts/identities/events.ts'
import { orders } from '../marts/orders.ts'
import { model } from '../model.ts'
import { linkedAccounts } from './rings/linked_accounts.ts'
import { rings } from './rings.ts'

export const ringMembers = model({
  name: 'scores.ring_members',
  about:
    'Which accounts the listed rings are of: what is published of them knows accounts by their number alone.',
  owner: 'loss prevention',
  grain: ['ring_id', 'account'],
  load: rebuilt(),
  columns: {
    ring_id: text('The ring.').required(),
    account: integer('Number of the account in its ring, from 1, the oldest first.').required(),
    customer_id: text('The account.').required(),
  },
  query: () =>
    tables(orders, rings)
      .selectFrom('scores.rings as r')
      .innerJoin('marts.orders as o', 'o.order_id', 'r.ring_id')
      .innerJoin(linkedAccounts().as('l'), 'l.identity_id', 'o.customer_id')
      .innerJoin(accounts().as('a'), 'a.customer_id', 'l.customer_id')
      .select((r) => [
        'r.ring_id',
        over(rowNumber(), { by: [r.ref('r.ring_id')], along: [[r.ref('a.number'), 'asc']] }).as('account'),
        'l.customer_id',
      ]),
})
