import { tables } from '../../../warehouse/tables.ts'
import { contacts } from '../../marts/contacts.ts'
import { orders } from '../../marts/orders.ts'
import { one, orderDimensions } from '../metric.ts'

const read = tables(contacts, orders)

export const contactDimensions = [...orderDimensions, 'went_through'] as const

/** Each contact with support, on the day on which it was opened; a metric adds which amount counts. */
export const contactEvents = () =>
  read
    .selectFrom('marts.contacts as c')
    .leftJoin('marts.orders as o', 'o.order_id', 'c.order_id')
    .select([
      'c.opened_on as happened_on',
      'o.ordered_on',
      'o.ship_region as region',
      'o.channel',
      'c.order_state as went_through',
    ])

/** Each contact, counted. */
export const allContacts = () => contactEvents().select(one().as('amount'))

/** What each contact cost. */
export const contactCosts = () => contactEvents().select('c.cost_amount as amount')

/** Of these, those about a return: named so, or about the refund of an order of which goods are sent back. */
export const returnContactCosts = () =>
  contactCosts().where((r) =>
    r.or([
      r('c.topic', '=', 'return'),
      r.and([r('c.topic', '=', 'refund'), r('c.order_state', '=', 'return')]),
    ]),
  )
