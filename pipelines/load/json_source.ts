import type { DuckDBValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal } from '../../warehouse/engine.ts'
import { type Cell, textCell } from './cell.ts'
import type { Contract } from './contract.ts'
import { type JsonNames, namesIn, namesTwice, spellingsOf } from './json_names.ts'
import { withExactNumbers } from './json_numbers.ts'
import type { SentRows } from './sent_rows.ts'
import type { Source } from './source.ts'

/** Lines of JSON files as a source, and the names of each file's records. */
export async function sourceOfSentLines(
  warehouse: Warehouse,
  contract: Contract,
  { from, bound }: SentRows,
): Promise<{ source: Source; names: JsonNames }> {
  const select = `select line, file_number from ${from} where trim(line, e' \\t\\r') <> ''`
  const names = await namesIn(warehouse, contract, select, bound)
  const all = [...names.ofFile.values()].flat()
  return { source: sourceOfLines(contract, all, select, bound, names.isAnyTwice), names }
}

/**
 * Lines of JSON as a source. The select gives each `line` with its `file_number`; `names` are those that records
 * have, and `isAnyTwice` says whether one of them may name a column twice.
 */
export function sourceOfLines(
  contract: Contract,
  names: readonly string[],
  select: string,
  bound: readonly DuckDBValue[],
  isAnyTwice = false,
): Source {
  const spellings = spellingsOf(contract, names)
  const structure = Object.fromEntries([...spellings.values()].map(([name = '']) => [name, 'VARCHAR']))
  const isObject = `case when ${isJson} then json_type(line) = 'OBJECT' else false end`
  const cells = [...spellings].map(([column, spelled]): [string, Cell] => {
    const [name = '', ...others] = spelled
    const rest = others.map((other) => textAt('exact', other))
    const sent = firstOf([`struct_extract(fields, ${literal(name)})`, ...rest])
    return [column, textCell(`nullif(${keepsNested(contract, column) ? asNested(sent, spelled) : sent}, '')`)]
  })
  const twice = isAnyTwice
    ? `when ${namesTwice('json_keys(line)', spellings)} then 'the line names a column twice'`
    : ''
  return {
    from: `(
      select *, case when is_object then from_json(exact, ${literal(JSON.stringify(structure))}) end as fields
      from (
        select *, case when is_object then ${withExactNumbers('line', contract, spellings)} end as exact
        from (select *, ${isObject} as is_object from (${select}))
      )
    )`,
    bound,
    cells: new Map(cells),
    fileNumber: 'file_number',
    record: `case when ${isJson} then line else to_json(line)::varchar end`,
    carried: ['line'],
    lineFault: `case when not is_object then 'the line is not a JSON object' ${twice} end`,
  }
}

/** What stands for no number where JSON wants a value. */
const noNumber = '(?i)[:,[]\\s*-?(nan|inf)'

/**
 * Whether a line is JSON (RFC 8259). The engine takes NaN and Infinity for numbers, which some programs write for a
 * missing value: as a text they would stand there like a word.
 */
const isJson = `json_valid(line) and not (
  regexp_matches(line, '${noNumber}') and regexp_matches(regexp_replace(line, '"(?:[^"\\\\]|\\\\.)*"', '""', 'g'), '${noNumber}'))`

const textAt = (json: string, name: string): string => `json_extract_string(${json}, '$."${name}"')`

const firstOf = (cells: readonly string[]): string =>
  cells.length > 1 ? `coalesce(${cells.join(', ')})` : cells.join()

/** Whether a column takes an object or a list, as the text that it is. */
const keepsNested = ({ feed }: Contract, column: string): boolean => {
  const facts = feed.columns[column]?.facts
  return facts?.kind === 'text' && !facts.choices
}

/** Within an object or a list no name is a column's, so that none of its numbers was to become text. */
const asNested = (cell: string, names: readonly string[]): string =>
  `case when ${cell}[1] in ('{', '[') then ${firstOf(names.map((name) => textAt('line', name)))} else ${cell} end`
