import type { Kind } from '../../../warehouse/columns.ts'
import { readings } from '../readings.ts'
import { decimalText } from './decimals.ts'
import { dayRead, instantRead, type Zone } from './times.ts'

/** Money, rates, days and instants are texts, so that they are exact. */
export type Value = string | number | boolean

/** Reads a kind's texts: null where one does not say a value exactly. Times without offset are in the zone. */
export function readerOf(kind: Kind, zone: Zone): (text: string) => Value | null {
  switch (kind) {
    case 'text':
      return (text) => text
    case 'boolean':
      return booleanRead
    case 'integer':
      // Zero has no sign in the engine's integers.
      return reading(readings.integer.pattern, (text) => Number(text) + 0)
    case 'number':
      return reading(readings.number.pattern, Number)
    case 'money':
    case 'rate':
      return reading(readings[kind].pattern, (text) => decimalText(text, readings[kind].places))
    case 'instant':
      return reading(readings.instant.pattern, (text) => instantRead(text, zone))
    case 'day':
      return reading(readings.day.pattern, dayRead)
  }
}

function reading(pattern: string, read: (text: string) => Value | null): (text: string) => Value | null {
  const whole = new RegExp(`^(?:${pattern})$`, 'u')
  return (text) => (whole.test(text) ? read(text) : null)
}

function booleanRead(text: string): boolean | null {
  const isOneOf = (words: readonly string[]) => words.includes(text.toLowerCase())
  if (isOneOf(readings.boolean.yes)) return true
  return isOneOf(readings.boolean.no) ? false : null
}
