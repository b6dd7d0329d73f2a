import type { Kysely } from 'kysely'
import type { Feed, loadColumns } from '../../sources/feed.ts'
import { Column, type Columns } from '../../warehouse/columns.ts'
import { type Expr, over, pseudonym, rowNumber } from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { type Model, type Owner, passedOn } from '../model.ts'
import { normalised } from './normalised.ts'

type Staged<C extends Columns> = Omit<C, 'updated_at'> &
  Pick<typeof loadColumns, 'version_at' | 'file_number'>

/**
 * The newest version of each record of a feed (ties: the file loaded later, then the later row), with every
 * personal column normalised and turned into a keyed pseudonym.
 */
export function staged<const Name extends string, C extends Columns>(
  feed: Feed<Name, C>,
  owner: Owner,
): Model<`staging.${Name}`, Staged<C>> {
  const { updated_at: _, row_number: __, ...kept } = feed.raw.columns as Columns
  return passedOn({
    name: `staging.${feed.name}`,
    about: `${feed.about.replace(/\.$/, '')}: the newest version of each record, personal data as pseudonyms.`,
    owner,
    grain: feed.key as readonly (keyof Staged<C> & string)[],
    load: byKey(feed.key),
    columns: Object.fromEntries(
      Object.entries(kept).map(([name, column]) => [name, withoutPersonal(column)]),
    ) as Staged<C>,
    query: () => newestVersions(feed, kept),
  })
}

const withoutPersonal = (column: Column<unknown>): Column<unknown> => {
  const { personal, about, ...facts } = column.facts
  return new Column({ ...facts, about: personal ? `${about} A keyed pseudonym.` : about })
}

function newestVersions(feed: Feed, columns: Columns): Query<unknown> {
  const ranked = anyTable
    .selectFrom(`${feed.raw.name} as version`)
    .select((r) => Object.entries(columns).map(([name, column]) => cleaned(r.ref(name), column).as(name)))
    .select((r) =>
      over(rowNumber(), {
        by: feed.key.map((key) => r.ref(key)),
        along: ['version_at', 'file_number', 'row_number'].map((column) => [r.ref(column), 'desc'] as const),
      }).as('newness'),
    )
  return anyTable.selectFrom(ranked.as('ranked')).select(Object.keys(columns)).where('newness', '=', 1)
}

// The feed is known only when this runs, so its columns are names here; the contract gives their types.
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()

const cleaned = (value: Expr<string | null>, { facts }: Column<unknown>): Expr<unknown> =>
  facts.personal ? pseudonym(normalised[facts.personal](value), facts.personal) : value
