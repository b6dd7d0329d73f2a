import type { ForeignRecord, Unfolded } from './sender.ts'

/** An object of a document, by its names. */
export type JsonObject = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The objects of a list; of anything else none. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : []

/** The value at a path such as `shipping_address.city`, undefined where one of its parts is missing. */
export const valueAt = (object: JsonObject, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (isObject(value) ? value[name] : undefined), object)

/** The record of this kind that stands in an object; `beside` are columns whose values stand elsewhere. */
export function recordIn(of: ForeignRecord, object: JsonObject, beside: JsonObject = {}): Unfolded {
  const columns = Object.keys(of.record.columns)
  const values = columns.map((column) => [column, valueAt(object, of.headers[column] ?? column)])
  return { of, values: { ...Object.fromEntries(values), ...beside } }
}
