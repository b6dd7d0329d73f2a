import type { Feed } from '../../feed.ts'

/**
 * The text that the record gives for each of the feed's columns, null where it gives none. Names are taken in
 * any case, and those that the feed does not know are passed over. `currency` stands in where the contract says so.
 */
export function sentTexts(feed: Feed, record: object, currency: string): Map<string, string | null> {
  const columns = new Map(Object.keys(feed.columns).map((column) => [column.toLowerCase(), column]))
  const sent = new Map<string, string | null>()
  for (const [name, value] of Object.entries(record)) {
    const column = columns.get(name.trim().toLowerCase())
    if (column && (column === name || !sent.has(column))) sent.set(column, textOf(value))
  }
  for (const [column, { facts }] of Object.entries(feed.columns))
    sent.set(column, sent.get(column) ?? (facts.filledWith ? currency : null))
  return sent
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null || value === '') return null
  return typeof value === 'object' ? jsonText(value) : String(value)
}

/** As the engine prints JSON within JSON. */
const jsonText = (value: object): string =>
  JSON.stringify(value).replace(/"(?:\\.|[^"\\])*"|e\+/g, (part) =>
    part === 'e+' ? 'e' : part.replace(/\\(?:u[0-9a-f]{4}|.)/g, upperCaseCode),
  )

const upperCaseCode = (escaped: string): string =>
  escaped.startsWith('\\u') ? `\\u${escaped.slice(2).toUpperCase()}` : escaped

/** Whether no text in the value is cut within a character: half a surrogate pair is no Unicode. */
export function isUnicode(value: unknown): boolean {
  if (typeof value === 'string') return !/\p{Surrogate}/u.test(value)
  if (typeof value !== 'object' || value === null) return true
  return Object.entries(value).every(([name, within]) => isUnicode(name) && isUnicode(within))
}
