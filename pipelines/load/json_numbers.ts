import { literal } from '../../warehouse/engine.ts'
import type { Contract } from './contract.ts'

/** For each column the names that records give it, in their own spelling. */
export type Spellings = ReadonlyMap<string, readonly string[]>

const exponent = '[eE][+-]?[0-9]+'

/**
 * SQL of a line of JSON in which numbers stand as text where the engine, which holds them in floating point, would
 * not give them as they were sent: in amounts and rates those of more than fifteen digits, in texts all that are
 * not whole.
 */
export function withExactNumbers(line: string, contract: Contract, spellings: Spellings): string {
  const texts = keysOf(contract, spellings, ['text'])
  const decimals = keysOf(contract, spellings, ['money', 'rate'])
  const isInexact = `${texts}-?[0-9]+[.eE]|${decimals}-?[0-9][0-9.]{15}`
  // The first alternative that fits is taken, so that a name within a text is none.
  const parts = `(${texts})(-?[0-9][0-9.]*(?:${exponent})?)|(${decimals})(-?[0-9][0-9.]{15,}(?:${exponent})?)|"((?:[^"\\\\]|\\\\.)*)"`
  return `case when regexp_matches(${line}, ${literal(isInexact)})
    then regexp_replace(${line}, ${literal(parts)}, '\\1\\3"\\2\\4\\5"', 'g') else ${line} end`
}

/** A pattern of the names of columns of these kinds, with the colon that follows. */
function keysOf({ feed }: Contract, spellings: Spellings, kinds: readonly string[]): string {
  const names = [...spellings].flatMap(([column, names]) => {
    const facts = feed.columns[column]?.facts
    return facts && kinds.includes(facts.kind) && !facts.choices ? names : []
  })
  return `"(?:${names.length > 0 ? names.map(pattern).join('|') : noName})"\\s*:\\s*`
}

/** No JSON holds this character. */
const noName = '\\x00'

/** A pattern of the name as JSON writes it. */
const pattern = (name: string): string =>
  JSON.stringify(name)
    .slice(1, -1)
    .replace(/[^\p{L}\p{N}_ ]/gu, '\\$&')
