import { escapeIdentifier, escapeLiteral } from 'pg'
import type { PostgresSettings } from '../../../models/settings/connections.ts'
import { Problem } from '../../runner/problems.ts'

/** How far rows were fetched, as the database writes the value of their cursor column. */
export type UpTo = { readonly upTo: string }

type Kind = {
  readonly type: string
  /** SQL of the highest value that can be believed: what lies ahead of the clock would hide all that comes before it. */
  readonly most?: string
  /** SQL of how far rows are fetched again. */
  readonly overlap: (settings: PostgresSettings) => string
}

const minutes = ({ overlapMinutes }: PostgresSettings) => `interval '${overlapMinutes} minutes'`
const number: Kind = { type: 'bigint', overlap: ({ overlapNumbers }) => String(overlapNumbers) }

/** By the number that the database has for the type. */
const kinds: ReadonlyMap<number, Kind> = new Map([
  [1184, { type: 'timestamptz', most: 'now()', overlap: minutes }],
  [1114, { type: 'timestamp', most: `now() at time zone 'UTC'`, overlap: minutes }],
  [
    1082,
    {
      type: 'date',
      most: 'current_date',
      overlap: ({ overlapMinutes }) => String(Math.ceil(overlapMinutes / (24 * 60))),
    },
  ],
  [20, number],
  [21, number],
  [23, number],
])

/** The cursor: a column of the query that rises whenever a row is new or changed. */
export class RisingColumn {
  readonly #column: string
  readonly #kind: Kind
  readonly #settings: PostgresSettings

  /** @param fields the columns that the query gives */
  constructor(
    name: string,
    fields: readonly { readonly name: string; readonly dataTypeID: number }[],
    settings: PostgresSettings,
  ) {
    const found = fields.find((field) => field.name === name)
    const kind = found && kinds.get(found.dataTypeID)
    if (!found) throw unusable(`The query gives no column ${name}, which is to be its cursor.`)
    if (!kind)
      throw unusable(`The column ${name} is no time, day or whole number, so that it cannot be the cursor.`)
    this.#column = `fetched.${escapeIdentifier(name)}`
    this.#kind = kind
    this.#settings = settings
  }

  /** SQL of how far the rows go, as a text. */
  get upTo(): string {
    const { most } = this.#kind
    return `cast(${most ? `least(max(${this.#column}), ${most})` : `max(${this.#column})`} as text)`
  }

  /** SQL of whether a row may be new since: those without a value may always be. */
  since({ upTo }: UpTo): string {
    const { type, overlap } = this.#kind
    const from = `cast(${escapeLiteral(upTo)} as ${type}) - ${overlap(this.#settings)}`
    return `(${this.#column} >= ${from} or ${this.#column} is null)`
  }
}

const unusable = (what: string) =>
  new Problem(what, {
    where: 'connections in recoup.config.ts',
    next: 'name a column that the query gives and that rises with each change, or leave the cursor out.',
  })
