import { isObject, type JsonObject, objectsIn, recordIn } from '../document.ts'
import type { Unfold, Unfolded } from '../sender.ts'
import { claims } from './claims.ts'
import { shipments } from './shipments.ts'
import { trackersIn } from './tracker_values.ts'
import { isTest, lowerCased, utc } from './values.ts'

/** Under what an answer of the API lists objects. */
const lists = ['trackers', 'claims', 'shipments']

export const unfolding = (): Unfold => unfolded

function* unfolded(document: unknown): Generator<Unfolded> {
  if (!isObject(document)) yield unknown
  else if (isObject(document.result)) yield* unfolded(document.result)
  else if (document.object === 'Tracker') yield* trackersIn(document)
  else if (document.object === 'Claim') yield claimIn(document)
  else if (document.object === 'Shipment') yield* shipmentIn(document)
  else {
    const listed = lists.find((name) => Array.isArray(document[name]))
    if (!listed) yield unknown
    for (const object of objectsIn(listed && document[listed])) yield* unfolded(object)
  }
}

const unknown: Unfolded = {
  fault: 'the document is no tracker, claim or shipment of EasyPost, nor a list or an event of them',
}

const claimIn = (claim: JsonObject): Unfolded =>
  recordIn(claims, claim, {
    parcel_id: claim.shipment_id ?? claim.tracking_code,
    is_test: isTest(claim),
    type: lowerCased(claim.type),
    status: lowerCased(claim.status),
    status_at: utc(claim.status_timestamp),
    filed_at: utc(claim.created_at),
    updated_at: utc(claim.updated_at),
  })

function* shipmentIn(shipment: JsonObject): Generator<Unfolded> {
  yield recordIn(shipments, shipment, { updated_at: utc(shipment.updated_at) })
  if (isObject(shipment.tracker)) yield* trackersIn(shipment.tracker)
}
