import { type Columns, instant, integer } from '../warehouse/columns.ts'
import type { Table } from '../warehouse/tables.ts'

/** What the loader adds to each row of a raw table. */
export const loadColumns = {
  version_at: instant(
    'When the sender last changed the record: its updated_at, else when its file was loaded.',
  ).required(),
  file_number: integer('The loaded file the row came from, counted up over all loads.').required(),
  row_number: integer('The place of the row in its file, from 1, headers not counted.').required(),
} satisfies Columns

type LoadColumns = typeof loadColumns

/** A rule over several columns of one record. */
export type Rule = {
  /** The sentence that a rejected record is given. */
  readonly sentence: string
  /** All of these are given, or none. */
  readonly together: readonly string[]
}

export const together = (columns: readonly string[], sentence: string): Rule => ({
  sentence,
  together: columns,
})

/** Columns that together name a record which is in one of these feeds, under the same columns, once it has arrived. */
export type Reference = { readonly columns: readonly string[]; readonly foundIn: readonly string[] }

export type FeedDeclaration<Name extends string, C extends Columns> = {
  readonly name: Name
  /** One sentence: what one record is. */
  readonly about: string
  readonly key: readonly (keyof C & string)[]
  /** The dated events of a record: the newest of them over all feeds is the run's as-of. */
  readonly happenedAt: readonly (keyof C & string)[]
  readonly columns: C
  readonly rules?: readonly Rule[]
  /** Beside those of single columns. */
  readonly references?: readonly Reference[]
}

/** One kind of incoming record, with its contract. */
export type Feed<Name extends string = string, C extends Columns = Columns> = {
  readonly name: Name
  readonly about: string
  readonly key: readonly string[]
  readonly happenedAt: readonly string[]
  readonly columns: C
  readonly rules: readonly Rule[]
  readonly references: readonly Reference[]
  /** Every accepted version of every record, as staging reads it. */
  readonly raw: Table<`raw.${Name}`, C & LoadColumns>
}

/** Declares a feed. The contract is stated once here and executed by the loader. */
export function feed<const Name extends string, C extends Columns>(
  declared: FeedDeclaration<Name, C>,
): Feed<Name, C> {
  return {
    ...declared,
    rules: declared.rules ?? [],
    references: declared.references ?? [],
    raw: { name: `raw.${declared.name}`, columns: { ...declared.columns, ...loadColumns } },
  }
}

/** Some columns of a feed, with their sentences and marks, for a sender's record that tells the same. */
export const columnsOf = <C extends Columns, Name extends keyof C & string>(
  { columns }: Feed<string, C>,
  ...names: readonly Name[]
): Pick<C, Name> => Object.fromEntries(names.map((name) => [name, columns[name]])) as Pick<C, Name>
