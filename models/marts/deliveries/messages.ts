import { minimum } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { contacts } from '../../staging/contacts.ts'
import { notifications } from '../../staging/notifications.ts'
import { shipments } from '../../staging/shipments.ts'
import { trackedParcels } from '../tracked_parcels.ts'

const read = tables(contacts, notifications, shipments, trackedParcels)

/** When the customer was first told of a parcel's delay, once the carrier had reported it. */
export const tellings = () =>
  read
    .selectFrom('staging.shipments as s')
    .innerJoin('marts.tracked_parcels as t', (join) =>
      join.onRef('t.carrier', '=', 's.carrier').onRef('t.tracking_number', '=', 's.tracking_number'),
    )
    .innerJoin('staging.notifications as n', 'n.order_id', 's.order_id')
    .select((r) => ['s.shipment_id', minimum(r.ref('n.sent_at')).as('told_delayed_at')])
    .where('n.kind', '=', 'delayed')
    .whereRef('n.sent_at', '>=', 't.first_exception_at')
    .where((r) => r.or([r('n.shipment_id', 'is', null), r('n.shipment_id', '=', r.ref('s.shipment_id'))]))
    .groupBy('s.shipment_id')

/** The customer's first contact about each order. */
export const firstContacts = () =>
  read
    .selectFrom('staging.contacts as c')
    .select((r) => ['c.order_id', minimum(r.ref('c.opened_at')).as('first_contact_at')])
    .where('c.order_id', 'is not', null)
    .groupBy('c.order_id')
