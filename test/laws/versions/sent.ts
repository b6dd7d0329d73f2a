import fc from 'fast-check'
import type { Feed } from '../../../sources/feed.ts'
import type { ColumnFacts } from '../../../warehouse/columns.ts'

/**
 * A record as a shop may send it, told by what matters for versions: which record it is, which of a few
 * contents it has, and which of a few times it says that it was changed at.
 */
export type Sent = { readonly key: number; readonly content: number; readonly updated: number | null }

export type SentFile = { readonly format: 'csv' | 'ndjson'; readonly records: readonly Sent[] }

export const keys = 4
const contents = 4
/** Times of change from old to new; the last is yet to come, so newer than any load. */
const changes = [
  { sent: '2024-05-01T10:00:00+02:00', held: '2024-05-01 08:00:00' },
  { sent: '2024-05-01T08:00:00.000001Z', held: '2024-05-01 08:00:00.000001' },
  { sent: '2024-05-02 09:00:00Z', held: '2024-05-02 09:00:00' },
  { sent: tomorrow().toISOString(), held: tomorrow().toISOString().slice(0, 19).replace('T', ' ') },
] as const

function tomorrow(): Date {
  return new Date(Math.floor(Date.now() / 86_400_000 + 1) * 86_400_000)
}

export const hasUpdatedAt = (feed: Feed): boolean => 'updated_at' in feed.columns

/** Any record of a feed: few keys, few contents, ties in its times, now and then no time at all. */
export const anySent = (feed: Feed): fc.Arbitrary<Sent> =>
  fc.record({
    key: fc.nat(keys - 1),
    content: fc.nat(contents - 1),
    updated: hasUpdatedAt(feed) ? fc.option(fc.nat(changes.length - 1)) : fc.constant(null),
  })

/** Records of which no two are versions of one record at one time: what they say follows from key and time. */
export const withoutTies = (feed: Feed): fc.Arbitrary<Sent[]> => {
  const times = hasUpdatedAt(feed) ? changes.length : 1
  return fc
    .tuple(
      fc.array(fc.nat(contents - 1), { minLength: keys * times, maxLength: keys * times }),
      fc.array(fc.tuple(fc.nat(keys - 1), fc.nat(times - 1)), { minLength: 1, maxLength: 20 }),
    )
    .map(([said, some]) =>
      some.map(([key, time]) => ({
        key,
        content: said[key * times + time] as number,
        updated: hasUpdatedAt(feed) ? time : null,
      })),
    )
}

export const anyFormat = fc.constantFrom<SentFile['format']>('csv', 'ndjson')

/** A cell as it is sent, and as the raw table then holds it, written as text. */
type Cell = { readonly sent: string | null; readonly held: string | null }

const missing: Cell = { sent: null, held: null }
const same = (text: string): Cell => ({ sent: text, held: text })

/** The cells of a record, by column. */
export function cellsOf(feed: Feed, { key, content, updated }: Sent): Map<string, Cell> {
  const columns = Object.keys(feed.columns)
  return new Map(
    Object.entries(feed.columns).map(([column, { facts }]) => {
      if (column === 'updated_at') return [column, updated === null ? missing : (changes[updated] as Cell)]
      const place = feed.key.indexOf(column)
      if (place >= 0) return [column, keyCell(facts, column, keyDigit(feed, key, place))]
      const together = feed.rules.find((rule) => rule.together.includes(column))?.together[0]
      return [column, contentCell(facts, column, content, columns.indexOf(together ?? column))]
    }),
  )
}

/** Two records of a key in several parts differ in its last parts. */
const keyDigit = ({ key: parts }: Feed, key: number, place: number): number =>
  parts.length === 1 ? key : (key >> (parts.length - 1 - place)) & 1

function keyCell(facts: ColumnFacts, column: string, digit: number): Cell {
  if (!facts.required && digit > 0) return missing
  if (facts.kind === 'text' && !facts.choices && !facts.pattern) return same(`${column} ${digit}`)
  return valuesOf(facts, column)[digit] as Cell
}

function contentCell(facts: ColumnFacts, column: string, content: number, turn: number): Cell {
  const isMissing = !facts.required && (content === 2 || (content === 3 && turn % 2 === 1))
  // A currency that is not stated is the shop's own.
  if (isMissing) return facts.filledWith ? { sent: null, held: 'USD' } : missing
  return valuesOf(facts, column)[content === 1 ? 1 : 0] as Cell
}

/** Two values that the column may have. */
function valuesOf(facts: ColumnFacts, column: string): readonly [Cell, Cell] {
  if (facts.choices) return [same(facts.choices[0] as string), same(facts.choices[1] as string)]
  switch (facts.kind) {
    case 'text':
      if (facts.pattern?.matches === '[A-Z]{3}') return [same('EUR'), same('USD')]
      if (facts.pattern) return [same('DE'), same('FR')]
      // What is no address and no number has no pseudonym.
      if (facts.personal === 'email') return [same('ada@shop.example'), same('bea@shop.example')]
      if (facts.personal === 'phone') return [same('+1 (212) 555-0100'), same('+44 20 7946 0018')]
      return [same(`Ada, "${column}"`), same('ß; 2')]
    case 'integer':
      return [same('1'), same('2')]
    case 'number':
      return [
        { sent: '2', held: '2.0' },
        { sent: '3.25', held: '3.25' },
      ]
    case 'money':
      return [
        { sent: '12.5', held: '12.5000' },
        { sent: '7', held: '7.0000' },
      ]
    case 'rate':
      return [
        { sent: '1.125', held: '1.12500000' },
        { sent: '2', held: '2.00000000' },
      ]
    case 'boolean':
      return [
        { sent: 'yes', held: 'true' },
        { sent: 'F', held: 'false' },
      ]
    case 'instant':
      return [
        { sent: '2024-04-01T12:00:00Z', held: '2024-04-01 12:00:00' },
        { sent: '2024-04-02T14:30:00+02:00', held: '2024-04-02 12:30:00' },
      ]
    case 'day':
      return [same('2024-04-01'), same('2024-04-02')]
  }
}

/** The file's text. A cell that is missing is an empty one in CSV, and left out in JSON. */
export function textOf(feed: Feed, { format, records }: SentFile): string {
  const rows = records.map((record) => [...cellsOf(feed, record)])
  if (format === 'ndjson')
    return rows
      .map((row) =>
        JSON.stringify(
          Object.fromEntries(
            row.filter(([, { sent }]) => sent !== null).map(([column, { sent }]) => [column, sent]),
          ),
        ),
      )
      .map((line) => `${line}\n`)
      .join('')
  const cell = (text: string | null) =>
    text && /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : (text ?? '')
  const lines = rows.map((row) => row.map(([, { sent }]) => cell(sent)).join(','))
  return [Object.keys(feed.columns).join(','), ...lines].map((line) => `${line}\n`).join('')
}
