import type { Expression, ExpressionBuilder, SqlBool } from 'kysely'
import { quoted } from '../warehouse/engine.ts'
import { type Query, tables } from '../warehouse/tables.ts'

/** A table that another reads. */
export type Parent = { readonly table: string; readonly columns: readonly string[] }

/** How a parent that lacks the key hangs on it: by columns that it shares with another parent, which has the key. */
export type Link = {
  readonly parent: string
  /** The parent that has both the key and the shared columns. */
  readonly by: string
  /** Columns of the parent, each with its name in `by`. */
  readonly on: Readonly<Record<string, string>>
}

// A load is declared beside its table's columns, not after them, so that here they are names.
// biome-ignore lint/suspicious/noExplicitAny: see above
type Row = ExpressionBuilder<any, any>

export type Hangs = {
  readonly links?: readonly Link[]
  /**
   * Parents of which a new row changes nothing that stands, such as the rate of a new day. Where a row of
   * theirs goes or changes, all of the table is computed anew.
   */
  readonly lookups?: readonly string[]
  /** The rows that the passing of time alone may change, from the run before to this one. */
  readonly ages?: (row: Row) => Expression<SqlBool>
}

/** How a table takes in what changed beneath it. Each load writes its own SQL; nothing else asks its kind. */
export type Load = {
  readonly name: string
  /** The columns that say which of the table's rows are computed together; none where only all of them can be. */
  readonly key: readonly string[]
  /**
   * Selects of the keys that changed rows of a parent touch, the rows given as a relation; undefined where
   * they may touch any.
   * @param hasGone whether rows went or changed, not only came
   */
  readonly touchedBy: (parent: Parent, rows: string, hasGone: boolean) => readonly string[] | undefined
  /** The rows of a parent on which the keys in the relation `touched` rest; undefined where it may be any. */
  readonly slice: (parent: Parent) => string | undefined
  /** The keys of rows that time may have changed since the build before; undefined where it may be any. */
  readonly aged: (table: string) => Query<unknown> | undefined
}

/** All of the table, every time. */
export const rebuilt = (): Load => ({
  name: 'rebuilt',
  key: [],
  touchedBy: () => undefined,
  slice: () => undefined,
  aged: () => undefined,
})

/**
 * Only the rows of the keys that a change beneath touches, however late it comes: those of a changed parent
 * row with the key's columns, or of one that hangs on the key by a link. The query must give the rows of a
 * key from the parents' rows of that key alone.
 */
export const byKey = (key: readonly string[], { links = [], lookups = [], ages }: Hangs = {}): Load => {
  const has = ({ columns }: Parent) => key.every((column) => columns.includes(column))
  const linksOf = ({ table }: Parent) => links.filter(({ parent }) => parent === table)
  return {
    name: `by key ${key.join(', ')}`,
    key,
    touchedBy: (parent, rows, hasGone) => {
      if (lookups.includes(parent.table) && !hasGone) return []
      const linked = linksOf(parent).map(({ by, on }) => {
        const shared = Object.entries(on).map(([own, its]) => `${named('r', own)} = ${named('p', its)}`)
        return `select ${listed('p', key)} from ${quoted(by)} as p semi join ${rows} as r on ${shared.join(' and ')}`
      })
      const own = has(parent) ? [`select ${listed('r', key)} from ${rows} as r`] : []
      return linked.length + own.length > 0 ? [...linked, ...own] : undefined
    },
    slice: (parent) => {
      const linked = linksOf(parent).map(({ by, on }) => {
        const own = Object.keys(on).map((column) => named('r', column))
        return `(${own.join(', ')}) in (select ${listed('p', Object.values(on))} from ${quoted(by)} as p ${ofTouched('p', key)})`
      })
      const own = has(parent) ? [`exists (select 1 from touched as t where ${sameKey('r', key)})`] : []
      const rests = [...linked, ...own]
      return rests.length > 0
        ? `select r.* from ${quoted(parent.table)} as r where ${rests.join(' or ')}`
        : undefined
    },
    aged: (table) =>
      ages &&
      // biome-ignore lint/suspicious/noExplicitAny: a table by its name
      (tables() as any)
        .selectFrom(table)
        .select(key)
        .where((row: Row) => ages(row)),
  }
}

const named = (relation: string, column: string) => `${relation}.${quoted(column)}`
const listed = (relation: string, columns: readonly string[]) =>
  columns.map((column) => named(relation, column)).join(', ')

/** Keeps the rows of touched keys. A missing part of a key is a key like any other. */
export const ofTouched = (relation: string, key: readonly string[]) =>
  `semi join touched as t on ${sameKey(relation, key)}`

const sameKey = (relation: string, key: readonly string[]) =>
  key.map((column) => `${named('t', column)} is not distinct from ${named(relation, column)}`).join(' and ')
