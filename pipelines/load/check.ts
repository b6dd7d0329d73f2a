import type { ColumnFacts } from '../../warehouse/columns.ts'
import { duckDb } from '../../warehouse/duckdb/dialect.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Cell } from './cell.ts'
import type { Contract } from './contract.ts'
import { type Fault, faultsOf, suspicion, textOf } from './faults.ts'
import type { Source } from './source.ts'
import { lacksOffset, valueSaid } from './values.ts'

export type CheckSettings = {
  readonly timeZone: string
  /** Filled in where a record of a feed with amounts states no currency. */
  readonly currency: string
}

/**
 * The contract as one select over a source: `file_number`, the feed's columns as values, `local_times` (how many
 * times were read without offset), `faults` (null on a good record) and `record` (the record as sent, on a
 * bad one).
 */
export function checkedSelect(contract: Contract, source: Source, settings: CheckSettings): string {
  const columns = contract.sentColumns.map((column) => checkedColumn(contract, column, source, settings))
  const names = columns.map(({ column }) => column)
  const faults = faultsOf(contract.feed, names)
  const values = columns.map(
    ({ column, facts, cell }) =>
      `${cell.isValue ? textOf(column) : valueSaid(facts.kind, textOf(column), settings.timeZone)} as ${quoted(column)}`,
  )
  const cells = columns.map(({ column, cell }) => `${cell.sql} as ${textOf(column)}`)
  const refused = `[{'column_name': '(the line)', 'sentence': line_fault}]`

  return `select file_number, ${columns.map(({ column }) => quoted(column)).join(', ')},
      ${localTimes(columns)} as local_times,
      case when line_fault is not null then ${refused} when is_bad then ${listOf(faults)} end as faults,
      case when line_fault is not null or is_bad then ${source.record} end as record
    from (
      select *, coalesce(${faults.map(({ condition }) => `(${condition})`).join(' or ')}, false) as is_bad
      from (
        select *, ${suspicion(contract.feed, names)}, ${values.join(', ')}
        from (
          select ${source.fileNumber} as file_number, ${source.lineFault} as line_fault, ${cells.join(', ')},
            ${source.carried.join(', ')}
          from ${source.from}
        )
      )
    )`
}

type CheckedColumn = { readonly column: string; readonly facts: ColumnFacts; readonly cell: Cell }

function checkedColumn(
  { feed }: Contract,
  column: string,
  source: Source,
  { currency }: CheckSettings,
): CheckedColumn {
  const facts = feed.columns[column]?.facts
  if (!facts) throw new Error(`${feed.name} has no column ${column}.`)
  const sent = source.cells.get(column) ?? { sql: `null::${duckDb.typeOf[facts.kind]}`, isValue: true }
  const cell = facts.filledWith ? { ...sent, sql: `coalesce(${sent.sql}, '${currency}')` } : sent
  return { column, facts, cell }
}

function localTimes(columns: readonly CheckedColumn[]): string {
  const sent = columns.filter(({ facts, cell }) => facts.kind === 'instant' && !cell.isValue)
  if (sent.length === 0) return '0'
  return sent
    .map(({ column }) => `(${quoted(column)} is not null and ${lacksOffset(textOf(column))})::int`)
    .join(' + ')
}

function listOf(faults: readonly Fault[]): string {
  const each = faults.map(
    ({ condition, column, sentence }) =>
      `case when ${condition} then {'column_name': '${column}', 'sentence': '${sentence.replaceAll("'", "''")}'} end`,
  )
  return `list_filter([${each.join(', ')}], lambda fault: fault is not null)`
}
