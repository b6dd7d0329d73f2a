import { integer, number } from '../../warehouse/columns.ts'
import {
  add,
  countIf,
  countRows,
  type Expr,
  multiply,
  orElse,
  ratio,
  squareRoot,
  subtract,
  sumInteger,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { contacts } from '../marts/contacts.ts'
import { deliveries } from '../marts/deliveries.ts'
import { model } from '../model.ts'

const read = tables(contacts, deliveries)

/** How often customers asked where their order was, once the carrier had reported trouble with a parcel of it. */
const asked = () =>
  read
    .selectFrom('marts.deliveries as d')
    .innerJoin('marts.contacts as c', 'c.order_id', 'd.order_id')
    .where('c.topic', '=', 'wismo')
    .whereRef('c.opened_at', '>=', 'd.first_exception_at')
    .groupBy('d.shipment_id')
    .select(['d.shipment_id', countRows().as('contacts')])

const inTrouble = () =>
  read
    .selectFrom('marts.deliveries as d')
    .leftJoin(asked().as('a'), 'a.shipment_id', 'd.shipment_id')
    .where('d.first_exception_at', 'is not', null)
    .select((r) => ['d.is_told_first', orElse(r.ref('a.contacts'), 0).as('contacts')])

const counted = () =>
  read
    .selectFrom(inTrouble().as('p'))
    .groupBy('p.is_told_first')
    .select((r) => [
      'p.is_told_first',
      countRows().as('parcels'),
      orElse(sumInteger(r.ref('p.contacts')), 0).as('contacts'),
      countIf(r('p.contacts', '>', 0)).as('parcels_asked_about'),
    ])

/** Of a normal distribution, for an interval that holds the true share 95 times in 100. */
const z = 1.96

/** An end of the Wilson score interval of a share of `n` (E. B. Wilson 1927). */
function wilson(share: Expr<number>, n: Expr<number>, end: typeof add | typeof subtract): Expr<number> {
  const centre = add(share, ratio(z * z, multiply(n, 2)))
  const variance = add(
    ratio(multiply(share, subtract(1, share)), n),
    ratio(z * z, multiply(multiply(n, n), 4)),
  )
  const reach = multiply(squareRoot(variance), z)
  return ratio(end(centre, reach), add(ratio(z * z, n), 1)).$notNull()
}

export const contactsAfterTrouble = model({
  name: 'metrics.contacts_after_trouble',
  about:
    'How often customers asked where their order was after trouble with a parcel: those told of the delay first, and those not. A comparison: who asks at once could not be told first, and who was told may differ in more than that.',
  owner: 'operations',
  grain: ['is_told_first'],
  load: rebuilt(),
  published: true,
  columns: {
    is_told_first: deliveries.columns.is_told_first,
    parcels: integer('Parcels of which the carrier reported trouble.').required(),
    contacts: integer('Contacts that asked where the order is, from that report on.').required(),
    contacts_per_thousand: number('Those contacts for every 1,000 of the parcels.').required(),
    share_asked: number('Share of the parcels with at least one such contact.').required(),
    share_asked_low: number('Low end of that share’s 95% interval (Wilson).').required(),
    share_asked_high: number('High end of it.').required(),
  },
  query: () =>
    read.selectFrom(counted().as('c')).select((r) => {
      const share = ratio(r.ref('c.parcels_asked_about'), r.ref('c.parcels')).$notNull()
      return [
        'c.is_told_first',
        'c.parcels',
        'c.contacts',
        multiply(ratio(r.ref('c.contacts'), r.ref('c.parcels')).$notNull(), 1000).as('contacts_per_thousand'),
        share.as('share_asked'),
        wilson(share, r.ref('c.parcels'), subtract).as('share_asked_low'),
        wilson(share, r.ref('c.parcels'), add).as('share_asked_high'),
      ]
    }),
})
