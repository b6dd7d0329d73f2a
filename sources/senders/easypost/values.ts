import type { JsonObject } from '../document.ts'

const withoutOffset = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/

/** EasyPost keeps UTC where it writes no offset. */
export const utc = (value: unknown): unknown =>
  typeof value === 'string' && withoutOffset.test(value) ? `${value}Z` : value

export const lowerCased = (value: unknown): unknown =>
  typeof value === 'string' ? value.toLowerCase() : value

export const isTest = ({ mode }: JsonObject): boolean => mode === 'test'
