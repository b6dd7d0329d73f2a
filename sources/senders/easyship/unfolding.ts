import { carrierCodeOf } from '../carrier_codes.ts'
import { countryCodeOf } from '../country_codes.ts'
import { isObject, objectsIn, recordIn } from '../document.ts'
import type { Unfold, Unfolded } from '../sender.ts'
import { checkpoints } from './checkpoints.ts'

export const unfolding = (): Unfold => unfolded

/** Events of tracking hold their shipment in `data`, in version 1.0 in `tracking_status`. */
function* unfolded(document: unknown): Generator<Unfolded> {
  const event = isObject(document) ? document : {}
  const shipment = [event.data, event.tracking_status].find(isObject)
  if (!shipment || !/^shipment\.tracking\./.test(String(event.event_type))) {
    yield { fault: 'the document is no tracking event of Easyship' }
    return
  }
  if (isTry(shipment.easyship_shipment_id)) return
  for (const checkpoint of objectsIn(shipment.checkpoints))
    yield recordIn(checkpoints, checkpoint, {
      carrier: carrierCodeOf(checkpoint.handler),
      tracking_number: shipment.tracking_number,
      postal_code: checkpoint.postal_code ?? checkpoint.zip,
      country: countryCodeOf(checkpoint.country_iso3 ?? checkpoint.country_alpha3),
    })
}

/** What the dashboard sends to try a webhook is of no parcel. */
const isTry = (shipment: unknown): boolean => /^ESTEST/.test(String(shipment))
