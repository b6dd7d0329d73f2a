import { type Expression, type ExpressionBuilder, expressionBuilder, type Kysely, type SqlBool } from 'kysely'
import type { Feed, loadColumns } from '../../sources/feed.ts'
import { Column, type Columns, type PersonalKind, text } from '../../warehouse/columns.ts'
import {
  type Expr,
  firstKnown,
  matchedPart,
  onlyIf,
  over,
  pseudonym,
  rowNumber,
  textMatches,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { type Model, type Owner, passedOn } from '../model.ts'
import { normalised } from './normalised.ts'

type Staged<C extends Columns, D> = Omit<C, 'updated_at'> &
  Pick<typeof loadColumns, 'version_at' | 'file_number'> & {
    readonly [Name in keyof D]: Column<string | null>
  }

/** A personal column of what several columns say together; `of` brings it to one spelling. */
type Combined<C extends Columns> = {
  readonly about: string
  readonly kind: PersonalKind
  /** The personal column in the cells of which the pseudonym is kept once the values are gone. */
  readonly keptIn: keyof C & string
  readonly of: (value: (name: keyof C & string) => Expr<string | null>) => Expr<string | null>
}

type Options<C extends Columns, D> = {
  /** The column that says of which country a phone number is that does not say so itself. */
  readonly country?: keyof C & string
  readonly combined?: { readonly [Name in keyof D]: Combined<C> }
  /** Records that take others back, which they name by the key: of those nothing is kept. */
  readonly takenBackBy?: Feed
}

/**
 * The newest version of each record of a feed (ties: the file loaded later, then the later row), with every
 * personal column normalised and turned into a keyed pseudonym.
 */
export function staged<const Name extends string, C extends Columns, D = Record<never, never>>(
  feed: Feed<Name, C>,
  owner: Owner,
  { country, combined, takenBackBy }: Options<C, D> = {},
): Model<`staging.${Name}`, Staged<C, D>> {
  const { updated_at: _, row_number: __, ...kept } = feed.raw.columns as Columns
  const together = (combined ?? {}) as unknown as Readonly<Record<string, Combined<Columns>>>
  const given = Object.entries({ ...kept, ...columnsOf(together) })
  return passedOn({
    name: `staging.${feed.name}`,
    about: `${feed.about.replace(/\.$/, '')}: the newest version of each record, personal data as pseudonyms${takenBackBy ? ', without what was taken back' : ''}.`,
    owner,
    grain: feed.key as readonly (keyof Staged<C, D> & string)[],
    load: byKey(feed.key),
    columns: Object.fromEntries(given.map(([name, column]) => [name, withoutPersonal(column)])) as Staged<
      C,
      D
    >,
    query: () => newestVersions(feed, { kept, together, country }, takenBackBy),
    pseudonyms: {
      query: () => allPseudonyms(feed, { kept, together, country }),
      keptIn: {
        ...Object.fromEntries(personalOf(kept).map((name) => [name, name])),
        ...Object.fromEntries(Object.entries(together).map(([name, { keptIn }]) => [name, keptIn])),
      },
    },
  })
}

const columnsOf = (combined: Readonly<Record<string, Combined<Columns>>>) =>
  Object.fromEntries(
    Object.entries(combined).map(([name, { about, kind }]) => [name, text(about).personal(kind)]),
  )

const withoutPersonal = (column: Column<unknown>): Column<unknown> => {
  const { personal, about, ...facts } = column.facts
  return new Column({ ...facts, about: personal ? `${about} A keyed pseudonym.` : about })
}

type Parts = {
  readonly kept: Columns
  readonly together: Readonly<Record<string, Combined<Columns>>>
  readonly country: string | undefined
}

const personalOf = (columns: Columns): string[] =>
  Object.entries(columns).flatMap(([name, { facts }]) => (facts.personal ? [name] : []))

// The feed is known only when this runs, so its columns are names here; the contract gives their types.
// biome-ignore lint/suspicious/noExplicitAny: see above
type AnyRow = ExpressionBuilder<any, any>

/** Every pseudonym of a raw row: those that its cells keep, and those that are made of its values. */
function pseudonymsOf(r: AnyRow, { kept, together, country }: Parts) {
  const countryOf = country ? r.ref(country) : noText
  // A cell keeps pseudonyms behind a character that no contract lets in.
  const keeps = (name: string) => textMatches(r.ref(name), '^\\x01') as Expression<SqlBool>
  const value = (name: string) =>
    kept[name]?.facts.personal ? onlyIf(r.not(keeps(name)), r.ref(name)) : r.ref(name)
  const keptOrMade = (name: string, home: string, made: Expr<string | null>) =>
    firstKnown(matchedPart(onlyIf(keeps(home), r.ref(home)), `[;\\x01]${name}=([0-9a-f]{64})`), made).as(name)
  return [
    ...personalOf(kept).map((name) => {
      const kind = kept[name]?.facts.personal as PersonalKind
      return keptOrMade(name, name, pseudonym(normalised[kind](value(name), countryOf), kind))
    }),
    ...Object.entries(together).map(([name, { kind, keptIn, of }]) =>
      keptOrMade(name, keptIn, pseudonym(of(value), kind)),
    ),
  ]
}

const allPseudonyms = (feed: Feed, parts: Parts): Query<unknown> =>
  anyTable
    .selectFrom(`${feed.raw.name} as version`)
    .select((r) => ['file_number', 'row_number', ...pseudonymsOf(r, parts)])

function newestVersions(feed: Feed, parts: Parts, takenBackBy: Feed | undefined): Query<unknown> {
  const { kept, together } = parts
  const ranked = anyTable
    .selectFrom(`${feed.raw.name} as version`)
    .select(Object.keys(kept).filter((name) => !kept[name]?.facts.personal))
    .select((r) => pseudonymsOf(r, parts))
    .select((r) =>
      over(rowNumber(), {
        by: feed.key.map((key) => r.ref(key)),
        along: ['version_at', 'file_number', 'row_number'].map((column) => [r.ref(column), 'desc'] as const),
      }).as('newness'),
    )
  const newest = anyTable
    .selectFrom(ranked.as('ranked'))
    .select([...Object.keys(kept), ...Object.keys(together)])
    .where('newness', '=', 1)
  if (!takenBackBy) return newest
  return newest.where((r) => {
    const same = feed.key.map((key) => r(`back.${key}`, '=', r.ref(`ranked.${key}`)))
    return r.not(
      r.exists(
        r
          .selectFrom(`${takenBackBy.raw.name} as back`)
          .select(feed.key[0] as string)
          .where(r.and(same)),
      ),
    )
  })
}

// biome-ignore lint/suspicious/noExplicitAny: as above
const anyTable: Kysely<any> = tables()
const noText = expressionBuilder().lit(null)
