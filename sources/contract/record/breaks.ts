import type { ContractRule } from '../rules.ts'
import { isLess } from './decimals.ts'
import type { Value } from './values.ts'

/** A record's cells: what was sent for each column, and what was read from it. */
export type Cells = {
  readonly sent: ReadonlyMap<string, string | null>
  readonly read: ReadonlyMap<string, Value | null>
}

const day = 24 * 60 * 60_000

/** The condition under which a record breaks the rule. `today` is a day of UTC in ISO 8601. */
export function breaks(rule: ContractRule, today: string): (cells: Cells) => boolean {
  const { column } = rule
  const ofText = (broken: (text: string) => boolean) => (cells: Cells) => {
    const text = cells.sent.get(column) ?? null
    return text !== null && broken(text)
  }
  const ofValue = (broken: (value: Value) => boolean) => (cells: Cells) => {
    const value = cells.read.get(column) ?? null
    return value !== null && broken(value)
  }
  switch (rule.breach) {
    case 'missing':
      return ({ sent }) => (sent.get(column) ?? null) === null
    case 'none of':
      return ofText((text) => !rule.words.includes(text))
    case 'longer than':
      return ofText((text) => text.length > rule.most && [...text].length > rule.most)
    case 'holds': {
      const held = new RegExp(rule.pattern, 'u')
      return ofText((text) => held.test(text))
    }
    case 'does not match': {
      const whole = new RegExp(`^(?:${rule.pattern})$`, 'u')
      return ofText((text) => !whole.test(text))
    }
    case 'unreadable':
      return (cells) => ofText(() => true)(cells) && !ofValue(() => true)(cells)
    case 'below':
      return ofValue((value) => isBelow(value, rule.bound))
    case 'above':
      return ofValue((value) => isAbove(value, rule.bound))
    case 'before': {
      const first = Date.parse(rule.day)
      return ofValue((value) => momentOf(value) < first)
    }
    case 'days ahead': {
      const end = Date.parse(today) + (rule.most + 1) * day
      return ofValue((value) => momentOf(value) >= end)
    }
    case 'apart':
      return ({ sent }) => {
        const missing = rule.columns.filter((name) => (sent.get(name) ?? null) === null)
        return missing.length > 0 && missing.length < rule.columns.length
      }
  }
}

const isBelow = (value: Value, bound: string): boolean =>
  typeof value === 'string' ? isLess(value, bound) : Number(value) < Number(bound)

const isAbove = (value: Value, bound: string): boolean =>
  typeof value === 'string' ? isLess(bound, value) : Number(value) > Number(bound)

/** Of a day or an instant in ISO 8601, in milliseconds. */
const momentOf = (value: Value): number => Date.parse(String(value))
