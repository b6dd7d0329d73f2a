import type { Feed } from '../../sources/feed.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Stage } from './stage.ts'

/**
 * Finds the good rows of a batch that say nothing new, and makes the table of their places. A row repeats when
 * the version of its record just before it is equal: a record that changed back is a change, be it within one
 * `updated_at`.
 */
export async function findRepeats(
  warehouse: Warehouse,
  feed: Feed,
  { good: rows, repeats }: Stage,
): Promise<void> {
  await warehouse.run(`create or replace temp table ${repeats} (file_number bigint, row_number bigint)`)
  await warehouse.run(`create or replace temp table load_doubles as ${keysSeenTwice(feed, rows)}`)
  if ((await warehouse.count('select count(*) from load_doubles')) > 0)
    await warehouse.run(`insert into ${repeats} ${equalVersions(feed, rows)}`)
  await warehouse.run('drop table load_doubles')
}

/**
 * Hashes of the keys that several rows of the batch have, or one of them and one already loaded. Two keys that
 * share a hash do no harm: they are told apart where versions are compared.
 */
function keysSeenTwice(feed: Feed, rows: string): string {
  return `select ${keyHash(feed, rows)} as key_hash from ${rows} group by all having count(*) > 1
    union select ${keyHash(feed, rows)} from ${rows}
    semi join ${quoted(feed.raw.name)} held on ${keyHash(feed, rows)} = ${keyHash(feed, 'held')}`
}

const keyHash = (feed: Feed, table: string): string =>
  `hash(${feed.key.map((column) => `${table}.${quoted(column)}`).join(', ')})`

function equalVersions(feed: Feed, rows: string): string {
  const columns = Object.keys(feed.columns)
  const version = `{${columns.map((column) => `${quoted(column)}: v.${quoted(column)}`).join(', ')}}`
  const key = feed.key.map((column) => `v.${quoted(column)}`).join(', ')
  const of = (table: string, isHeld: boolean) =>
    `select ${key}, v.version_at, v.file_number, v.row_number, ${isHeld} as is_held, ${version} as version
     from ${table} v semi join load_doubles on key_hash = ${keyHash(feed, 'v')}`
  const keyNames = feed.key.map(quoted).join(', ')
  return `select file_number, row_number
    from (${of(quoted(feed.raw.name), true)} union all ${of(rows, false)})
    qualify not is_held and version is not distinct from
      lag(version) over (partition by ${keyNames} order by version_at, file_number, row_number)`
}
