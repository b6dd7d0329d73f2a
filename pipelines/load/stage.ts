import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Contract } from './contract.ts'
import { findRepeats } from './repeats.ts'

/** The temporary tables in which a batch stands between its files and the raw table. */
export type Stage = {
  /** Every row as the contract found it. Its `rowid` keeps the order of the rows of a file. */
  readonly checked: string
  /** The good rows as they would stand in the raw table. */
  readonly good: string
  /** Those of the good rows that say nothing new. */
  readonly repeats: string
}

export const stageNamed = (name: string): Stage => ({
  checked: `${name}_checked`,
  good: `${name}_good`,
  repeats: `${name}_repeats`,
})

/** Makes the empty table that a batch is read into. */
export async function prepareChecked(
  warehouse: Warehouse,
  contract: Contract,
  { checked }: Stage,
): Promise<void> {
  const columns = contract.sentColumns.map(
    (column) => `${quoted(column)} ${duckDb.typeOf[contract.feed.columns[column]?.facts.kind ?? 'text']}`,
  )
  await warehouse.run(
    `create or replace temp table ${checked} (file_number bigint, ${columns.join(', ')}, local_times bigint,
      faults struct(column_name varchar, sentence varchar)[], record varchar)`,
  )
}

/** Tells good rows from bad ones, and new ones from repeats. */
export async function sortOut(
  warehouse: Warehouse,
  contract: Contract,
  stage: Stage,
  loadedAt: string,
): Promise<void> {
  const { feed } = contract
  const columns = Object.keys(feed.columns).map(quoted)
  const changedAt = feed.columns.updated_at ? 'updated_at' : 'null'
  await warehouse.run(
    `create or replace temp view ${stage.good} as
     select ${columns.join(', ')}, coalesce(${changedAt}, timestamp '${loadedAt}') as version_at,
       file_number, row_number
     from ${numberedRows(contract, stage)} where faults is null`,
  )
  await findRepeats(warehouse, feed, stage)
}

/** Writes the new rows to the raw table and the bad ones to quarantine. */
export async function writeStage(
  warehouse: Warehouse,
  contract: Contract,
  stage: Stage,
  runId: string,
): Promise<void> {
  const { feed, numbered } = contract
  await warehouse.run(
    `insert into ${quoted(feed.raw.name)} by name
     select * from ${stage.good} anti join ${stage.repeats} using (file_number, row_number)`,
  )
  await warehouse.run(
    `insert into ledger.quarantine by name
     select file_number, $1 as feed, row_number,
       list_transform(faults, lambda fault: fault.column_name) as column_names,
       list_transform(faults, lambda fault: fault.sentence) as faults, record, $2 as run_id,
       ${numbered ? quoted(numbered.column) : 'null'} as numbered
     from ${numberedRows(contract, stage)} where faults is not null`,
    [feed.name, runId],
  )
}

export async function dropStage(warehouse: Warehouse, { checked, good, repeats }: Stage): Promise<void> {
  await warehouse.run(`drop view ${good}`)
  for (const table of [checked, repeats]) await warehouse.run(`drop table ${table}`)
}

/**
 * The checked rows with their places in their files, and with the column that the loader numbers. A bad row
 * counts: mended, it takes the place that it had.
 */
function numberedRows({ numbered }: Contract, { checked }: Stage): string {
  const within = ['file_number', ...(numbered?.within ?? []).map(quoted)].join(', ')
  const number = `row_number() over (partition by ${within} order by c.rowid)`
  return `(
    select c.*, c.rowid - first_row + 1 as row_number${numbered ? `, ${number} as ${quoted(numbered.column)}` : ''}
    from ${checked} c
    join (select file_number, min(rowid) as first_row from ${checked} group by file_number) using (file_number)
  )`
}
