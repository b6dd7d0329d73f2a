import { quoted } from '../../warehouse/engine.ts'
import type { Contract } from './contract.ts'
import { type Fault, faultsOf, textOf } from './faults.ts'
import type { Source } from './source.ts'
import { lacksOffset, type ReadingSettings, readingOf } from './values.ts'

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
  const columns = contract.sentColumns
  const reading: ReadingSettings = { timeZone: settings.timeZone, isTyped: source.isTyped }
  const faults = faultsOf(contract.feed, columns, reading)
  const values = columns.map((column) => {
    const facts = contract.feed.columns[column]?.facts
    if (!facts) throw new Error(`${contract.feed.name} has no column ${column}.`)
    return `${readingOf(facts, reading).value(textOf(column))} as ${quoted(column)}`
  })
  const texts = columns.map(
    (column) => `${textFrom(contract, column, source, settings)} as ${textOf(column)}`,
  )
  const broken = `[{'column_name': '(the line)', 'sentence': 'the line is not a JSON object'}]`

  return `select file_number, ${columns.map(quoted).join(', ')}, ${localTimes(contract, columns)} as local_times,
      case when is_broken then ${broken} when is_bad then ${listOf(faults)} end as faults,
      case when is_broken or is_bad then ${source.record} end as record
    from (
      select *, coalesce(${faults.map(({ condition }) => `(${condition})`).join(' or ')}, false) as is_bad
      from (
        select *, ${values.join(', ')}
        from (
          select ${source.fileNumber} as file_number, ${source.isBroken} as is_broken, ${texts.join(', ')},
            ${source.carried.join(', ')}
          from ${source.from}
        )
      )
    )`
}

function textFrom(contract: Contract, column: string, source: Source, { currency }: CheckSettings): string {
  const text = source.texts.get(column) ?? 'null::varchar'
  const isFilled = column === 'currency' && !contract.feed.columns.currency?.facts.required
  return isFilled ? `coalesce(${text}, '${currency}')` : text
}

function localTimes({ feed }: Contract, columns: readonly string[]): string {
  const instants = columns.filter((column) => feed.columns[column]?.facts.kind === 'instant')
  if (instants.length === 0) return '0'
  return instants
    .map((column) => `(${quoted(column)} is not null and ${lacksOffset(textOf(column))})::int`)
    .join(' + ')
}

function listOf(faults: readonly Fault[]): string {
  const each = faults.map(
    ({ condition, column, sentence }) =>
      `case when ${condition} then {'column_name': '${column}', 'sentence': '${sentence.replaceAll("'", "''")}'} end`,
  )
  return `list_filter([${each.join(', ')}], lambda fault: fault is not null)`
}
