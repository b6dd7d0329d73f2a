import { instant, integer, text } from '../../warehouse/columns.ts'
import { countRows, minimum, over, rowNumber } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { orders } from '../staging/orders.ts'

export const households = model({
  name: 'marts.households',
  about:
    'Accounts that had orders delivered to one door: a household while they are few, which is less than one identity.',
  owner: 'loss prevention',
  grain: ['ship_address', 'customer_id'],
  load: byKey(['ship_address']),
  columns: {
    ship_address: text('The door, a keyed pseudonym.').required(),
    customer_id: text('The account.').required(),
    first_used_at: instant('When it first had an order delivered there.').required(),
    accounts: integer(
      'Accounts that the door had by then, this one included; the first beyond settings.identifierCaps.address is the last that is listed.',
    ).required(),
  },
  query: ({ identifierCaps }) =>
    tables(orders)
      .with('uses', (q) =>
        q
          .selectFrom('staging.orders as o')
          .select((r) => [
            r.ref('o.ship_address').$notNull().as('ship_address'),
            'o.customer_id',
            minimum(r.ref('o.ordered_at')).$notNull().as('first_used_at'),
          ])
          .where('o.ship_address', 'is not', null)
          // Nobody lives in a locker.
          .where((r) => r.or([r('o.dwelling', 'is', null), r('o.dwelling', '<>', 'locker')]))
          .groupBy(['o.ship_address', 'o.customer_id']),
      )
      .with('numbered', (q) =>
        q
          .selectFrom('uses as u')
          .selectAll('u')
          .select((r) => [
            over(rowNumber(), {
              by: [r.ref('u.ship_address')],
              along: [
                [r.ref('u.first_used_at'), 'asc'],
                [r.ref('u.customer_id'), 'asc'],
              ],
            }).as('accounts'),
            over(countRows(), { by: [r.ref('u.ship_address')] }).as('in_all'),
          ]),
      )
      .selectFrom('numbered as n')
      .select(['n.ship_address', 'n.customer_id', 'n.first_used_at', 'n.accounts'])
      .where('n.in_all', '>', 1)
      .where('n.accounts', '<=', identifierCaps.address + 1),
})
