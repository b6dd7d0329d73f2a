import type { DuckDBValue } from '@duckdb/node-api'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal } from '../../warehouse/engine.ts'
import { type Cell, textCell } from './cell.ts'
import type { Contract } from './contract.ts'
import { type JsonNames, namesIn, namesTwice, spellingsOf } from './json_names.ts'
import { withExactNumbers } from './json_numbers.ts'
import type { Shape } from './shape.ts'
import { boundTo, compression, fileNumber, type NumberedFile, type Source } from './source.ts'
import { wholeLines } from './whole_lines.ts'

/** The source that reads files of JSON lines, which all have this shape, and the names of each file's records. */
export async function sourceOfLineFiles(
  warehouse: Warehouse,
  contract: Contract,
  shape: Shape,
  files: readonly NumberedFile[],
): Promise<{ source: Source; names: JsonNames }> {
  const select = `select line, ${fileNumber} as file_number
    from read_csv($1, ${wholeLines(shape)}, compression = ${compression(shape)})
    where trim(line, e' \\t\\r') <> ''`
  const bound = boundTo(files)
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
  const isObject = `case when json_valid(line) then json_type(line) = 'OBJECT' else false end`
  const cells = [...spellings].map(([column, [name = '', ...others]]): [string, Cell] => {
    const rest = others.map((other) => `json_extract_string(exact, '$."${other}"')`)
    const cell = [`struct_extract(fields, ${literal(name)})`, ...rest].join(', ')
    return [column, textCell(`nullif(${rest.length > 0 ? `coalesce(${cell})` : cell}, '')`)]
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
    record: 'case when json_valid(line) then line else to_json(line)::varchar end',
    carried: ['line'],
    lineFault: `case when not is_object then 'the line is not a JSON object' ${twice} end`,
  }
}
