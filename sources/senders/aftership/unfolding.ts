import { carrierCodeOf } from '../carrier_codes.ts'
import { countryCodeOf } from '../country_codes.ts'
import { isObject, type JsonObject, objectsIn, recordIn } from '../document.ts'
import type { Unfold, Unfolded } from '../sender.ts'
import { checkpoints } from './checkpoints.ts'
import { isInsideFacility } from './statuses.ts'
import { trackings } from './trackings.ts'

export const unfolding = (): Unfold => unfolded

/** An answer holds what it tells in `data`, the body of a webhook in `msg`. */
function* unfolded(document: unknown): Generator<Unfolded> {
  if (!isObject(document)) yield unknown
  else if ('slug' in document && 'tracking_number' in document) yield* trackingIn(document)
  else if (Array.isArray(document.trackings))
    for (const tracking of objectsIn(document.trackings)) yield* trackingIn(tracking)
  else {
    const held = [document.data, document.msg, document.tracking].find(isObject)
    if (held) yield* unfolded(held)
    else yield unknown
  }
}

const unknown: Unfolded = {
  fault: 'the document is no tracking of AfterShip, nor an answer or a webhook’s body of one',
}

/** The last checkpoint of a tracking stands alone, in an answer that tells nothing else. */
function* trackingIn(tracking: JsonObject): Generator<Unfolded> {
  const listed = objectsIn(tracking.checkpoints ?? [tracking.checkpoint])
  if ('checkpoints' in tracking)
    yield recordIn(trackings, tracking, {
      carrier: carrierCodeOf(tracking.slug),
      ...weightOf(tracking),
      updated_at: tracking.updated_at,
    })
  for (const checkpoint of listed) yield checkpointIn(tracking, checkpoint)
}

const checkpointIn = ({ slug, tracking_number }: JsonObject, checkpoint: JsonObject): Unfolded =>
  recordIn(checkpoints, checkpoint, {
    carrier: carrierCodeOf(slug),
    tracking_number,
    facility: isInsideFacility(checkpoint.subtag) ? placeOf(checkpoint) : undefined,
    postal_code: checkpoint.postal_code ?? checkpoint.zip,
    country: countryCodeOf(checkpoint.country_region ?? checkpoint.country_iso3),
  })

function placeOf({ location, city, state }: JsonObject): string | undefined {
  const place = location || [city, state].filter(Boolean).join(', ')
  return place ? String(place).trim().toUpperCase() : undefined
}

/** Its number and its unit stand apart in older versions of the API, and together in newer ones. */
function weightOf({ shipment_weight, shipment_weight_unit }: JsonObject): JsonObject {
  const { value, unit } = isObject(shipment_weight)
    ? shipment_weight
    : { value: shipment_weight, unit: shipment_weight_unit }
  return { weight: value, weight_unit: typeof unit === 'string' ? unit.toLowerCase() : unit }
}
