import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import type { Contract } from './contract.ts'
import { isOwnFault, openQuote, readFailure } from './failures.ts'
import type { ShapedFile } from './read.ts'
import { sentRows } from './sent_rows.ts'
import { sourceOfCells } from './source.ts'

const sentences = `case error_type
  when 'MISSING COLUMNS' then 'the line has fewer cells than the header'
  when 'TOO MANY COLUMNS' then 'the line has more cells than the header'
  when 'LINE SIZE OVER MAXIMUM' then 'the line is longer than 2 MB'
  else 'a quoted value of the line does not end as RFC 4180 says' end`

/**
 * Reads a CSV file that has lines which cannot be cut into the header's cells: those are kept, as bad rows, in
 * their place among the others. Gives a sentence where the file cannot be read even so.
 */
export async function readLeavingRaggedRows(
  warehouse: Warehouse,
  contract: Contract,
  table: string,
  file: ShapedFile,
  settings: CheckSettings,
): Promise<string | undefined> {
  const rejects = ", store_rejects = true, rejects_table = 'load_ragged', rejects_scan = 'load_ragged_scan'"
  const source = sourceOfCells(file.shape, contract, sentRows(file.shape, [file], rejects))
  try {
    await warehouse.run(
      `create or replace temp table load_even as ${checkedSelect(contract, source, settings)}`,
      source.bound,
    )
    const [swallowing] = await warehouse.rows<{ line: string }>(
      `select line from load_ragged where error_type = 'UNQUOTED VALUE' and contains(csv_line, chr(10)) limit 1`,
    )
    if (swallowing) return openQuote(swallowing.line)
    await warehouse.run(inOrder(contract, table), [BigInt(file.fileNumber)])
    return undefined
  } catch (problem) {
    if (isOwnFault(problem)) throw problem
    return readFailure(problem)
  } finally {
    for (const left of ['load_even', 'load_ragged', 'load_ragged_scan'])
      await warehouse.run(`drop table if exists ${left}`)
  }
}

/** The n-th ragged line, at place p, has p − n even ones before it. */
function inOrder(contract: Contract, table: string): string {
  const columns = contract.sentColumns.map(quoted).join(', ')
  const nothing = contract.sentColumns.map((column) => `null as ${quoted(column)}`).join(', ')
  return `insert into ${table}
    with ragged as (
      select line - 1 as place, row_number() over (order by line) as nth,
        any_value(${sentences}) as sentence, any_value(csv_line) as csv_line
      from load_ragged group by line
    ), even as (
      select rowid + 1 as nth, * from load_even
    )
    select file_number, ${columns}, local_times, faults, record from (
      select even.nth + count(ragged.place) as place, any_value(columns(even.* exclude (nth)))
      from even left join ragged on ragged.place - ragged.nth < even.nth group by even.nth
      union all by name
      select place, $1 as file_number, ${nothing}, 0 as local_times,
        [{'column_name': '(the line)', 'sentence': sentence}] as faults, to_json(csv_line)::varchar as record
      from ragged
    ) order by place`
}
