import { type JsonObject, objectsIn, valueAt } from '../document.ts'
import type { Unfolded } from '../sender.ts'
import type { Place } from './place.ts'

/** The records that an object of one type gives. */
export type Reader = (node: JsonObject, place: Place) => readonly Unfolded[]

/**
 * Whether an object was asked for what makes it a record, each under one of its names. One that was not is only
 * mentioned by another: it must not overwrite what is known of it.
 */
export const tells = (node: JsonObject, ...fields: readonly (string | readonly string[])[]): boolean =>
  fields.every((names) => [names].flat().some((name) => valueAt(node, name) !== undefined))

/** The amount under a name in the shop's own currency. */
export const shopMoney = (node: JsonObject, name: string): unknown =>
  valueAt(node, `${name}_set.shop_money.amount`) ?? node[name]

/** The amounts of a list one by one, each under one of these names: they are added up where no digit is lost. */
export const amountsIn = (list: unknown, ...names: readonly string[]): unknown[] | undefined =>
  Array.isArray(list)
    ? objectsIn(list).map((object) => names.map((name) => shopMoney(object, name)).find((amount) => amount))
    : undefined

/** A word of Shopify's, which GraphQL writes in capitals and REST does not. */
export const word = (value: unknown): unknown => (typeof value === 'string' ? value.toLowerCase() : value)

/** The value at the first of these paths that tells one. */
export const firstTold = (node: JsonObject, ...paths: readonly string[]): unknown =>
  paths
    .map((path) => valueAt(node, path))
    .find((value) => value !== undefined && value !== null && value !== '')
