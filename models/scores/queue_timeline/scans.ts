import { concatTexts } from '../../../warehouse/functions.ts'
import { type Query, tables } from '../../../warehouse/tables.ts'
import { returns } from '../../staging/returns.ts'
import { shipments } from '../../staging/shipments.ts'
import { trackingEvents } from '../../staging/tracking_events.ts'
import { type Happening, said } from './happening.ts'

type Status = NonNullable<(typeof trackingEvents)['columns']['status']['value']>

export const scanMeanings: Readonly<Record<Status, string>> = {
  label_created: 'label printed',
  picked_up: 'picked up by the carrier',
  in_transit: 'on its way',
  arrived_at_facility: 'arrived at a facility',
  departed_facility: 'left a facility',
  customs: 'in customs',
  out_for_delivery: 'out for delivery',
  delivery_attempted: 'could not be handed over',
  available_for_pickup: 'waiting to be collected',
  delivered: 'scanned as delivered',
  exception: 'trouble reported by the carrier',
  damaged: 'reported damaged by the carrier',
  lost: 'reported lost by the carrier',
  returning: 'going back to the sender',
  returned_to_sender: 'back with the sender',
}

/** Each scan of the parcels of an order and of its returns. */
export const scans = (): Query<Happening> => {
  const read = tables(returns, shipments, trackingEvents)
  const outbound = read
    .selectFrom('staging.tracking_events as e')
    .innerJoin('staging.shipments as s', (join) =>
      join.onRef('s.carrier', '=', 'e.carrier').onRef('s.tracking_number', '=', 'e.tracking_number'),
    )
    .select((r) => [
      's.order_id',
      'e.occurred_at as happened_at',
      concatTexts('Parcel: ', said(r.ref('e.status'), scanMeanings)).as('what'),
      r.ref('s.shipment_id').$castTo<string | null>().as('parcel'),
      'e.facility as detail',
    ])
  const inbound = read
    .selectFrom('staging.tracking_events as e')
    .innerJoin('staging.returns as b', (join) =>
      join.onRef('b.carrier', '=', 'e.carrier').onRef('b.tracking_number', '=', 'e.tracking_number'),
    )
    .select((r) => [
      'b.order_id',
      'e.occurred_at as happened_at',
      concatTexts('Return parcel: ', said(r.ref('e.status'), scanMeanings)).as('what'),
      r.ref('b.return_id').$castTo<string | null>().as('parcel'),
      'e.facility as detail',
    ])
  return outbound.unionAll(inbound)
}
