import type { ColumnFacts } from '../../warehouse/columns.ts'
import type { Feed } from '../feed.ts'
import { readings } from './readings.ts'

/** What breaks a rule, over the text that was sent or the value that was read from it. */
type Breach =
  | { readonly breach: 'missing' }
  | { readonly breach: 'none of'; readonly words: readonly string[] }
  /** In characters of Unicode. */
  | { readonly breach: 'longer than'; readonly most: number }
  | { readonly breach: 'holds'; readonly pattern: string }
  | { readonly breach: 'does not match'; readonly pattern: string }
  /** A text is sent and no value can be read from it. */
  | { readonly breach: 'unreadable' }
  /** Bounds are plain numbers without an exponent. */
  | { readonly breach: 'below'; readonly bound: string }
  | { readonly breach: 'above'; readonly bound: string }
  /** In UTC. */
  | { readonly breach: 'before'; readonly day: string }
  | { readonly breach: 'days ahead'; readonly most: number }
  /** Some of the columns are given and others missing. */
  | { readonly breach: 'apart'; readonly columns: readonly string[] }

/** One rule of a feed's contract, as data that each execution of the contract translates. */
export type ContractRule = Breach & {
  /** The column that the sender is told of; of a rule over several, all of them. */
  readonly column: string
  /** Names the column and the rule, never the value. */
  readonly sentence: string
}

const mostCharacters = 10_000
const controlCharacters = String.raw`[\x00-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]`
const firstDay = '2000-01-01'
const mostDaysAhead = 400

/** Every rule of the feed's contract over the given columns, in the order in which faults are told. */
export function rulesOf(feed: Feed, columns: readonly string[]): ContractRule[] {
  const ofColumns = columns.flatMap((column) => {
    const facts = feed.columns[column]?.facts
    if (!facts) return []
    return breachesOf(facts).map(({ says, ...breach }) => ({
      ...breach,
      column,
      sentence: `${column} ${says}`,
    }))
  })
  const ofRecord = feed.rules
    .filter(({ together }) => together.some((column) => columns.includes(column)))
    .map(({ sentence, together }) => ({
      breach: 'apart' as const,
      columns: together,
      column: together.join(', '),
      sentence,
    }))
  return [...ofColumns, ...ofRecord]
}

type SaidBreach = Breach & { readonly says: string }

function breachesOf(facts: ColumnFacts): SaidBreach[] {
  const required: SaidBreach[] = facts.required ? [{ breach: 'missing', says: 'is missing' }] : []
  return [...required, ...(facts.kind === 'text' ? textBreaches(facts) : valueBreaches(facts, facts.kind))]
}

function textBreaches({ choices, pattern }: ColumnFacts): SaidBreach[] {
  if (choices) return [{ breach: 'none of', words: choices, says: `is none of ${choices.join(', ')}` }]
  const breaches: SaidBreach[] = [
    {
      breach: 'longer than',
      most: mostCharacters,
      says: `is longer than ${mostCharacters} characters`,
    },
    { breach: 'holds', pattern: controlCharacters, says: 'holds a control character' },
  ]
  if (pattern)
    breaches.push({ breach: 'does not match', pattern: pattern.matches, says: `is not ${pattern.mustBe}` })
  return breaches
}

function valueBreaches({ atLeast, atMost }: ColumnFacts, kind: keyof typeof readings): SaidBreach[] {
  const breaches: SaidBreach[] = [{ breach: 'unreadable', says: `is not ${readings[kind].mustBe}` }]
  if (atLeast !== undefined)
    breaches.push({ breach: 'below', bound: plain(atLeast), says: `is below ${plain(atLeast)}` })
  if (atMost !== undefined)
    breaches.push({ breach: 'above', bound: plain(atMost), says: `is above ${plain(atMost)}` })
  if (kind === 'instant' || kind === 'day') {
    breaches.push({ breach: 'before', day: firstDay, says: `is before ${firstDay}` })
    breaches.push({
      breach: 'days ahead',
      most: mostDaysAhead,
      says: `is more than ${mostDaysAhead} days ahead`,
    })
  }
  return breaches
}

/** The number without an exponent. */
const plain = (bound: number): string =>
  Number.isInteger(bound) ? String(bound) : bound.toFixed(8).replace(/0+$/, '')
