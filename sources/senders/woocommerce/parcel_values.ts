import { carrierCodeOf } from '../carrier_codes.ts'
import { isObject, type JsonObject, objectsIn, recordIn } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { parcels } from './parcels.ts'

/** Where the extensions Shipment Tracking and Advanced Shipment Tracking note parcels. */
const trackingKey = '_wc_shipment_tracking_items'

export function* parcelsIn(order: JsonObject, ofOrder: JsonObject): Generator<Unfolded> {
  const noted = objectsIn(order.meta_data).find(({ key }) => key === trackingKey)?.value
  // A list whose numbers have gaps is an object in JSON.
  for (const parcel of objectsIn(isObject(noted) ? Object.values(noted) : noted))
    if (parcel.tracking_number)
      yield recordIn(parcels, parcel, {
        ...ofOrder,
        carrier: carrierCodeOf(parcel.custom_tracking_provider || parcel.tracking_provider),
        shipped_at: dayOf(parcel.date_shipped),
      })
}

/** The day is written in seconds since 1970. */
const dayOf = (value: unknown): unknown =>
  /^[0-9]{9,11}$/.test(String(value)) ? new Date(Number(value) * 1000).toISOString() : value
