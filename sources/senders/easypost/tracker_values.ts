import { carrierCodeOf } from '../carrier_codes.ts'
import { countryCodeOf } from '../country_codes.ts'
import { isObject, type JsonObject, objectsIn, recordIn, valueAt } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import { scans } from './scans.ts'
import { insideFacility } from './statuses.ts'
import { trackers } from './trackers.ts'
import { isTest, lowerCased, utc } from './values.ts'

/** A tracker and what it lists. */
export function* trackersIn(tracker: JsonObject): Generator<Unfolded> {
  const carrier = carrierCodeOf(tracker.carrier)
  yield recordIn(trackers, tracker, {
    carrier,
    is_test: isTest(tracker),
    updated_at: utc(tracker.updated_at),
  })
  for (const detail of objectsIn(tracker.tracking_details)) {
    const status_detail = lowerCased(detail.status_detail)
    yield recordIn(scans, detail, {
      carrier,
      tracking_number: tracker.tracking_code,
      occurred_at: utc(detail.datetime),
      status: lowerCased(detail.status),
      status_detail,
      facility: isInside(detail) ? placeOf(detail) : undefined,
      country: countryCodeOf(valueAt(detail, 'tracking_location.country')),
    })
  }
}

/** A parcel that was delivered has arrived at its destination, which is no facility. */
const isInside = ({ status, status_detail }: JsonObject): boolean =>
  insideFacility.includes(String(lowerCased(status_detail))) && lowerCased(status) !== 'delivered'

/** EasyPost names no facilities: those of one city are one. */
function placeOf({ tracking_location }: JsonObject): string | undefined {
  const { city, state } = isObject(tracking_location) ? tracking_location : {}
  return city ? [city, state].filter(Boolean).join(' ').toUpperCase() : undefined
}
