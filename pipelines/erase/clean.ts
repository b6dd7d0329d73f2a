import type { Person } from './person.ts'
import { erasedWord, type Traces } from './traces.ts'
import { plainOf } from './words.ts'

/** Takes what names a person out of texts: the account's id becomes its stand-in, all else is simply gone. */
export class Cleaning {
  readonly #traces: Traces
  readonly #standIn: string
  readonly #id: RegExp
  readonly #hint: RegExp
  readonly #words: readonly string[]
  readonly #texts: readonly string[]

  constructor({ customer, standIn, words, texts }: Person, traces: Traces) {
    this.#traces = traces
    this.#words = words
    this.#texts = [...new Set(texts.flatMap(quotings))]
    this.#standIn = standIn
    this.#id = new RegExp(`(?<![\\p{L}\\p{N}_-])${escaped(customer)}(?![\\p{L}\\p{N}_-])`, 'gu')
    const hints = [customer, ...words.map(longestWord), ...texts.map(longestWord)]
    this.#hint = new RegExp([...new Set(hints)].map(escaped).join('|'), 'iu')
  }

  /** Texts without a match name nobody: looking at them closely takes long. For RE2 too. */
  get hint(): string {
    return this.#hint.source
  }

  text(text: string): string {
    if (!this.#hint.test(withoutAccents(text))) return text
    const left = this.#texts.reduce((rest, one) => rest.replaceAll(one, erasedWord), text)
    return this.#traces.withoutWords(left.replace(this.#id, this.#standIn))
  }

  /** The texts within a text of JSON, each by itself. */
  json(text: string): string {
    if (!this.#hint.test(withoutAccents(text))) return text
    return text.replace(/"(?:[^"\\]|\\.)*"/g, (token) => {
      const read = readText(token)
      const cleaned = this.text(read)
      return cleaned === read ? token : JSON.stringify(cleaned)
    })
  }

  /** Whether a text that was cut short ends with what may be the beginning of a word of theirs. */
  mayBeginAt(piece: string): boolean {
    const end = plainOf(piece.slice(-200))
    return this.#words.some((word) => {
      const plain = plainOf(word)
      return Array.from({ length: plain.length }, (_, nth) => plain.slice(0, nth + 1)).some(
        (begin) => begin.length >= 3 && end.endsWith(begin),
      )
    })
  }

  /** Whether a text names the person. */
  isIn = (text: string): boolean => this.text(text) !== text
}

const escaped = (text: string) => withoutAccents(text).replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const withoutAccents = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '')

/** A text as it stands by itself, in a cell of CSV and in a text of JSON. */
const quotings = (text: string): string[] => [
  text,
  text.replaceAll('"', '""'),
  JSON.stringify(text).slice(1, -1),
]

/** The part of a value that stands in a text however its words are parted; of a number its end. */
function longestWord(value: string): string {
  if (/^[\d\s().+\-/]+$/.test(value)) return value.replace(/\D/g, '').slice(-3)
  return value
    .split(/[^\p{L}\p{N}\p{M}]+/u)
    .reduce((longest, word) => (word.length > longest.length ? word : longest), '')
}

function readText(token: string): string {
  try {
    return JSON.parse(token)
  } catch {
    return token
  }
}
