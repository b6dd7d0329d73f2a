import { expressionBuilder, type Kysely } from 'kysely'
import type { Feed, loadColumns } from '../../sources/feed.ts'
import { Column, type Columns, type PersonalKind, text } from '../../warehouse/columns.ts'
import { type Expr, over, pseudonym, rowNumber } from '../../warehouse/functions.ts'
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
  readonly of: (value: (name: keyof C & string) => Expr<string | null>) => Expr<string | null>
}

type Options<C extends Columns, D> = {
  /** The column that says of which country a phone number is that does not say so itself. */
  readonly country?: keyof C & string
  readonly combined?: { readonly [Name in keyof D]: Combined<C> }
}

/**
 * The newest version of each record of a feed (ties: the file loaded later, then the later row), with every
 * personal column normalised and turned into a keyed pseudonym.
 */
export function staged<const Name extends string, C extends Columns, D = Record<never, never>>(
  feed: Feed<Name, C>,
  owner: Owner,
  { country, combined }: Options<C, D> = {},
): Model<`staging.${Name}`, Staged<C, D>> {
  const { updated_at: _, row_number: __, ...kept } = feed.raw.columns as Columns
  const together = (combined ?? {}) as unknown as Readonly<Record<string, Combined<Columns>>>
  const given = Object.entries({ ...kept, ...columnsOf(together) })
  return passedOn({
    name: `staging.${feed.name}`,
    about: `${feed.about.replace(/\.$/, '')}: the newest version of each record, personal data as pseudonyms.`,
    owner,
    grain: feed.key as readonly (keyof Staged<C, D> & string)[],
    load: byKey(feed.key),
    columns: Object.fromEntries(given.map(([name, column]) => [name, withoutPersonal(column)])) as Staged<
      C,
      D
    >,
    query: () => newestVersions(feed, { kept, together, country }),
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

function newestVersions(feed: Feed, { kept, together, country }: Parts): Query<unknown> {
  const ranked = anyTable
    .selectFrom(`${feed.raw.name} as version`)
    .select((r) => {
      const countryOf = country ? r.ref(country) : noText
      return [
        ...Object.entries(kept).map(([name, { facts }]) =>
          (facts.personal
            ? pseudonym(normalised[facts.personal](r.ref(name), countryOf), facts.personal)
            : r.ref(name)
          ).as(name),
        ),
        ...Object.entries(together).map(([name, { kind, of }]) =>
          pseudonym(
            of((part) => r.ref(part)),
            kind,
          ).as(name),
        ),
      ]
    })
    .select((r) =>
      over(rowNumber(), {
        by: feed.key.map((key) => r.ref(key)),
        along: ['version_at', 'file_number', 'row_number'].map((column) => [r.ref(column), 'desc'] as const),
      }).as('newness'),
    )
  return anyTable
    .selectFrom(ranked.as('ranked'))
    .select([...Object.keys(kept), ...Object.keys(together)])
    .where('newness', '=', 1)
}

// The feed is known only when this runs, so its columns are names here; the contract gives their types.
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()
const noText = expressionBuilder().lit(null)
