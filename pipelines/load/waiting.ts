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
 * taken anew only when rows came to a raw table that it rests on, and then from the first file on that had a
 * row waiting. No record goes away, so that the rows of the files before wait no more.
 */
export async function countWaiting(warehouse: Warehouse, feeds: readonly Feed[]): Promise<Waiting[]> {
  const states = await rawStates(warehouse, feeds)
  const kept = await keptCounts(warehouse)
  const counted: Counted[] = []
  for (const reference of referencesOf(feeds)) {
    const { feed, column, refersTo, targets } = reference
    const countedIn = [feed, ...targets.map(({ table }) => table)].map((table) => states.get(table)).join(' ')
    const before = kept.get(JSON.stringify([feed, column, refersTo]))
    if (before?.countedIn === countedIn) counted.push({ feed, column, refersTo, ...before })
    else {
      const fromFile = before && retryOf(before.countedIn) === retryOf(countedIn) ? before.firstFile : 0
      counted.push({ feed, column, refersTo, countedIn, ...(await countOf(warehouse, reference, fromFile)) })
    }
  }
  await keep(warehouse, counted, kept)
  return counted
    .filter(({ rows }) => rows > 0)
    .map(({ feed, column, refersTo, rows }) => ({ feed, column, refersTo, rows }))
}

type Kept = {
  readonly rows: number
  /** The file with the first row that waits; where none does, the one after the newest. */
  readonly firstFile: number
  readonly countedIn: string
}
type Counted = Waiting & Kept

/** The retry in the state of a count's own feed. Rows that it brought stand under the numbers of files of long ago. */
const retryOf = (countedIn: string) => countedIn.split(' ')[0]?.split('+')[1]

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

async function countOf(
  warehouse: Warehouse,
  { feed, columns, targets }: Reference,
  fromFile: number,
): Promise<Pick<Kept, 'rows' | 'firstFile'>> {
  const absent = targets.map(({ table, columns: keys }, nth) => {
    const same = keys.map((key, place) => `here.${quoted(columns[place] ?? '')} = there${nth}.${quoted(key)}`)
    return `anti join ${quoted(`raw.${table}`)} there${nth} on ${same.join(' and ')}`
  })
  const given = columns.map((column) => `here.${quoted(column)} is not null`)
  const raw = quoted(`raw.${feed}`)
  const [found] = await warehouse.rows<{ rows: string; first_file: string }>(
    `select count(*) as rows,
       coalesce(min(file_number), (select max(file_number) + 1 from ${raw}), 0) as first_file
     from (from ${raw} where file_number >= ${fromFile}) here ${absent.join(' ')} where ${given.join(' and ')}`,
  )
  return { rows: Number(found?.rows), firstFile: Number(found?.first_file) }
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

async function keptCounts(warehouse: Warehouse): Promise<Map<string, Kept>> {
  const rows =
    await warehouse.rows<
      Record<'feed' | 'column_name' | 'refers_to' | 'rows' | 'counted_in' | 'first_file', string>
    >('from ledger.waiting')
  return new Map(
    rows.map(({ feed, column_name, refers_to, ...row }) => [
      JSON.stringify([feed, column_name, refers_to]),
      { rows: Number(row.rows), countedIn: row.counted_in, firstFile: Number(row.first_file ?? 0) },
    ]),
  )
}

async function keep(
  warehouse: Warehouse,
  counted: readonly Counted[],
  kept: ReadonlyMap<string, Kept>,
): Promise<void> {
  const isKept = ({ feed, column, refersTo, countedIn }: Counted) =>
    kept.get(JSON.stringify([feed, column, refersTo]))?.countedIn === countedIn
  if (counted.length === kept.size && counted.every(isKept)) return
  await warehouse.transaction(async () => {
    await warehouse.run('delete from ledger.waiting')
    for (const { feed, column, refersTo, rows, countedIn, firstFile } of counted)
      await warehouse.run('insert into ledger.waiting values ($1, $2, $3, $4, $5, $6)', [
        feed,
        column,
        refersTo,
        BigInt(rows),
        countedIn,
        BigInt(firstFile),
      ])
  })
}
