import { isObject } from '../document.ts'
import type { Unfold, Unfolded } from '../sender.ts'
import { idIn, typeInGid, typeOf } from './identity.ts'
import { holdsOthers, type Place, placeOf, placeWithin } from './place.ts'
import { plainDocument } from './plain_document.ts'
import { readers } from './readers.ts'

/** Answers of the API and pages of a list are right even where nothing stands in them. */
const envelopes = ['data', 'orders', 'refunds', 'fulfillments', 'disputes', 'returns', 'customers']

/**
 * Opens what Shopify sends: lines of bulk operations, GraphQL answers, REST answers and bodies of webhooks. Every
 * object in it that is of a known type gives its records, however deep it stands.
 */
export const unfolding = (): Unfold => {
  const places = new Map<string, Place>()
  return function* unfold(document) {
    const whole = plainDocument(document)
    if (!isObject(whole)) return yield { fault: 'it is no object of Shopify’s' }
    const parent = whole.__parent_id
    const around =
      typeof parent === 'string' ? (places.get(parent) ?? placeWithin(typeInGid(parent), idIn(parent))) : {}
    const type = typeOf(whole, undefined, undefined)
    if (type !== undefined) {
      // A later line may be a part of this one, and take its order and time from it.
      if (typeof whole.id === 'string' && holdsOthers(type))
        places.set(whole.id, placeOf(type, whole, around))
      return yield* foundIn(whole, undefined, around)
    }
    if (Array.isArray(whole.errors) && !isObject(whole.data) && !Array.isArray(whole.data))
      return yield { fault: 'it is an answer of Shopify’s that tells errors in place of records' }
    let any = envelopes.some((name) => name in whole)
    for (const found of foundIn(whole, undefined, {})) {
      any = true
      yield found
    }
    if (!any)
      yield {
        fault:
          'it is no order, fulfillment, return, refund, dispute or customer of Shopify’s, and holds none',
      }
  }
}

/** The records of a value and of all in it. */
function* foundIn(value: unknown, name: string | undefined, outer: Place): Iterable<Unfolded> {
  if (Array.isArray(value)) {
    for (const item of value) yield* foundIn(item, name, outer)
  } else if (isObject(value)) {
    const type = typeOf(value, name, outer.type)
    const place = placeOf(type, value, outer)
    if (type !== undefined) yield* readers[type]?.(value, place) ?? []
    for (const [inner, held] of Object.entries(value)) yield* foundIn(held, inner, place)
  }
}
