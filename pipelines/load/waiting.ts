import type { Feed } from '../../sources/feed.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'

/** Rows that name a record which has not arrived yet. */
export type Waiting = {
  readonly feed: string
  /** The column that names it, or several with commas. */
  readonly column: string
  /** `table.column`, or the feeds of which one may have it. */
  readonly refersTo: string
  readonly rows: number
}

/**
 * Counts, for every reference of a feed, the loaded rows whose record is not there. The counts are kept: one is
 * taken anew only when rows came to a raw table that it rests on.
 */
export async function countWaiting(warehouse: Warehouse, feeds: readonly Feed[]): Promise<Waiting[]> {
  const states = await rawStates(warehouse, feeds)
  const kept = await keptCounts(warehouse)
  const counted: (Waiting & { countedIn: string })[] = []
  for (const reference of referencesOf(feeds)) {
    const { feed, column, refersTo, targets } = reference
    const countedIn = [feed, ...targets.map(({ table }) => table)].map((table) => states.get(table)).join(' ')
    const before = kept.get(JSON.stringify([feed, column, refersTo]))
    const rows = before?.countedIn === countedIn ? before.rows : await countOf(warehouse, reference)
    counted.push({ feed, column, refersTo, rows, countedIn })
  }
  await keep(warehouse, counted, kept)
  return counted.filter(({ rows }) => rows > 0).map(({ countedIn: _, ...waiting }) => waiting)
}

type Reference = Omit<Waiting, 'rows'> & {
  readonly columns: readonly string[]
  readonly targets: readonly { readonly table: string; readonly columns: readonly string[] }[]
}

/** Those whose feeds are among the given ones. */
function referencesOf(feeds: readonly Feed[]): Reference[] {
  const names = new Set(feeds.map(({ name }) => name))
  const all = feeds.flatMap(({ name, columns, references }) => [
    ...Object.entries(columns).flatMap(([column, { facts }]) => {
      const [table, key] = facts.refersTo?.split('.') ?? []
      if (!table || !key) return []
      const targets = [{ table, columns: [key] }]
      return [{ feed: name, column, refersTo: `${table}.${key}`, columns: [column], targets }]
    }),
    ...references.map(({ columns: together, foundIn }) => ({
      feed: name,
      column: together.join(', '),
      refersTo: foundIn.join(' or '),
      columns: together,
      targets: foundIn.map((table) => ({ table, columns: together })),
    })),
  ])
  return all.filter(({ targets }) => targets.every(({ table }) => names.has(table)))
}

function countOf(warehouse: Warehouse, { feed, columns, targets }: Reference): Promise<number> {
  const absent = targets.map(({ table, columns: keys }, nth) => {
    const same = keys.map((key, place) => `here.${quoted(columns[place] ?? '')} = there${nth}.${quoted(key)}`)
    return `anti join ${quoted(`raw.${table}`)} there${nth} on ${same.join(' and ')}`
  })
  const given = columns.map((column) => `here.${quoted(column)} is not null`)
  return warehouse.count(
    `select count(*) from ${quoted(`raw.${feed}`)} here ${absent.join(' ')} where ${given.join(' and ')}`,
  )
}

/** For each feed the newest file and the newest retry that brought rows to its raw table, as one text. */
async function rawStates(warehouse: Warehouse, feeds: readonly Feed[]): Promise<Map<string, string>> {
  const newest = feeds.map(
    ({ name, raw }) =>
      `select '${name}' as feed, (select max(file_number) from ${quoted(raw.name)}) as file_number`,
  )
  const rows = await warehouse.rows<{ feed: string; state: string }>(
    `select feed, concat_ws('+', coalesce(file_number, 0), retry_number) as state
     from (${newest.join(' union all ')}) left join (
       select feed, max(retry_number) as retry_number from ledger.retries where rows_landed > 0 group by feed
     ) using (feed)`,
  )
  return new Map(rows.map(({ feed, state }) => [feed, `${feed}@${state}`]))
}

type Kept = { readonly rows: number; readonly countedIn: string }

async function keptCounts(warehouse: Warehouse): Promise<Map<string, Kept>> {
  const rows =
    await warehouse.rows<Record<'feed' | 'column_name' | 'refers_to' | 'rows' | 'counted_in', string>>(
      'from ledger.waiting',
    )
  return new Map(
    rows.map(({ feed, column_name, refers_to, ...row }) => [
      JSON.stringify([feed, column_name, refers_to]),
      { rows: Number(row.rows), countedIn: row.counted_in },
    ]),
  )
}

async function keep(
  warehouse: Warehouse,
  counted: readonly (Waiting & { readonly countedIn: string })[],
  kept: ReadonlyMap<string, Kept>,
): Promise<void> {
  const isKept = ({ feed, column, refersTo, countedIn }: (typeof counted)[number]) =>
    kept.get(JSON.stringify([feed, column, refersTo]))?.countedIn === countedIn
  if (counted.length === kept.size && counted.every(isKept)) return
  await warehouse.transaction(async () => {
    await warehouse.run('delete from ledger.waiting')
    for (const { feed, column, refersTo, rows, countedIn } of counted)
      await warehouse.run('insert into ledger.waiting values ($1, $2, $3, $4, $5)', [
        feed,
        column,
        refersTo,
        BigInt(rows),
        countedIn,
      ])
  })
}
