import type { DuckDBValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal } from '../../warehouse/engine.ts'
import type { Contract } from './contract.ts'
import type { Spellings } from './json_numbers.ts'

/** The names that the records of some files of JSON lines have. */
export type JsonNames = {
  /** By file number, the contract's own first. */
  readonly ofFile: ReadonlyMap<number, readonly string[]>
  /** Whether some record names a column twice. */
  readonly isAnyTwice: boolean
}

/** Most names of a file that are remembered. */
const mostNames = 1_000

/** Looks at the names of every record. The select gives each `line` with its `file_number`. */
export async function namesIn(
  warehouse: Warehouse,
  contract: Contract,
  select: string,
  bound: readonly DuckDBValue[],
): Promise<JsonNames> {
  await warehouse.run(
    `create or replace temp table load_names as
     select distinct file_number, case when json_valid(line) then json_keys(line) end as names from (${select})`,
    bound,
  )
  try {
    const known = contract.sentColumns.map((column) => contract.headerOf(column).toLowerCase())
    const rows = await warehouse.rows<{ file_number: string; names: string[] }>(
      `select file_number, list(name order by place) as names from (
         select file_number, name, row_number() over (
           partition by file_number
           order by list_contains(from_json($1, '["VARCHAR"]'), lower(trim(name))) desc, name
         ) as place
         from (select distinct file_number, unnest(names) as name from load_names)
       ) where place <= ${mostNames} group by file_number`,
      [JSON.stringify(known)],
    )
    const ofFile = new Map(rows.map(({ file_number, names }) => [Number(file_number), names]))
    const spellings = spellingsOf(contract, [...ofFile.values()].flat())
    const twice = await warehouse.count(
      `select count(*) from load_names where ${namesTwice('names', spellings)}`,
    )
    return { ofFile, isAnyTwice: twice > 0 }
  } finally {
    await warehouse.run('drop table load_names')
  }
}

/** How the names spell the contract's columns. A column that none of them spells has its own header. */
export function spellingsOf(contract: Contract, names: readonly string[]): Spellings {
  const spellings = new Map(contract.sentColumns.map((column) => [column, [] as string[]]))
  for (const name of new Set(names)) spellings.get(contract.columnOf(name) ?? '')?.push(name)
  for (const [column, spelled] of spellings) if (spelled.length === 0) spelled.push(contract.headerOf(column))
  return spellings
}

/** SQL that is true where two of the names are one column's. */
export function namesTwice(names: string, spellings: Spellings): string {
  const cases = [...spellings].flatMap(([column, spelled]) =>
    spelled.map((name) => `when ${literal(name)} then ${literal(column)}`),
  )
  const columns = `list_transform(${names}, lambda name: case name ${cases.join(' ')} end)`
  return `coalesce(len(list_filter(${columns}, lambda named: named is not null)) > len(list_distinct(${columns})), false)`
}
