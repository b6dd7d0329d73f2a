import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { recordRemoval } from '../runner/ledger.ts'
import { emptied, isTheirs, type Kind } from './theirs.ts'

const found = 'erased_rows'

/**
 * Empties the rows of erased people in a table with the columns of the kind, and names the stand-in where a row named
 * their account. Gives how many rows are theirs.
 */
export async function emptyRows(warehouse: Warehouse, kind: Kind, table: string): Promise<number> {
  const theirs = isTheirs(kind)
  const changes = emptied(kind.feed)
  if (!theirs || (changes.length === 0 && !kind.customer)) return 0
  const named = kind.customer ?? 'null'
  await warehouse.run(
    `create or replace temp table ${found} as
     select r.rowid as place, t.stands_in from ${quoted(table)} r
     left join erased_traces t on t.kind = 'customer' and t.digest = erased_digest('customer', ${named})
     where ${theirs}`,
  )
  const rows = await warehouse.count(`select count(*) from ${found}`)
  if (rows > 0) {
    const all = [...changes, ...(kind.customer ? ['customer_id = coalesce(f.stands_in, r.customer_id)'] : [])]
    await warehouse.run(
      `update ${quoted(table)} r set ${all.join(', ')} from ${found} f where r.rowid = f.place`,
    )
  }
  await warehouse.run(`drop table ${found}`)
  return rows
}

/**
 * Empties rows that were loaded before the order by which they turn out to be an erased person's: a claim may come
 * before its order. Tables that were built of them are made anew.
 */
export async function emptyLateRows(warehouse: Warehouse, kinds: readonly Kind[]): Promise<void> {
  const late: Kind[] = []
  for (const kind of kinds) {
    const theirs = kind.customer ? undefined : isTheirs(kind)
    const told = Object.entries(kind.feed.columns)
      .filter(
        ([, { facts }]) => facts.personal || facts.onErasure === 'words' || facts.onErasure === 'emptied',
      )
      .map(([column]) => `${quoted(column)} is not null`)
    if (!theirs || told.length === 0) continue
    const left = `select count(*) from ${quoted(kind.feed.raw.name)} where (${told.join(' or ')}) and ${theirs}`
    if ((await warehouse.count(left)) > 0) late.push(kind)
  }
  if (late.length === 0) return
  await warehouse.transaction(async () => {
    for (const kind of late) await emptyRows(warehouse, kind, kind.feed.raw.name)
    await recordRemoval(warehouse, { why: 'rows turned out to be of somebody erased', makesAnew: true })
  })
}

type Texts = {
  readonly table: string
  readonly column: string
  /** The engine's type of the column, where it is more than a text. */
  readonly type?: string
  /** SQL of which texts are looked at. */
  readonly where?: string
}

/** Puts in place of texts what they are without the words; gives how many rows had another text. */
export async function cleanTexts(
  warehouse: Warehouse,
  { table, column, type = 'VARCHAR', where = 'true' }: Texts,
  without: (text: string) => string,
): Promise<number> {
  const [name, cell] = [quoted(table), quoted(column)]
  const texts = await warehouse.rows<{ text: string }>(
    `select distinct cast(${cell} as varchar) as text from ${name} where ${cell} is not null and ${where}`,
  )
  const changed = texts
    .map(({ text }) => ({ text, cleaned: without(text) }))
    .filter(({ text, cleaned }) => text !== cleaned)
  if (changed.length === 0) return 0
  const pairs = `(select unnest(from_json($1, '[{"text":"VARCHAR","cleaned":"VARCHAR"}]'), recursive := true)) c`
  const same = `cast(r.${cell} as varchar) = c.text`
  const bound = [JSON.stringify(changed)]
  const count = await warehouse.count(`select count(*) from ${name} r join ${pairs} on ${same}`, bound)
  await warehouse.run(
    `update ${name} r set ${cell} = cast(c.cleaned as ${type}) from ${pairs} where ${same}`,
    bound,
  )
  return count
}
