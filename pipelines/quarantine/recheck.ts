import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type CheckSettings, checkedSelect } from '../load/check.ts'
import type { Contract } from '../load/contract.ts'
import { layoutOf } from '../load/inbox.ts'
import { sourceOfLines } from '../load/json_source.ts'
import { type Source, sourceOfCells, sourceOfTypes } from '../load/source.ts'
import { prepareChecked, stageNamed } from '../load/stage.ts'
import { boundTo, rowSelected, type Selection } from './selection.ts'

const stage = stageNamed('retry')

/** The temporary table of held rows as the contract finds them now, each with its own place in its own file. */
export const rechecked = 'retry_rechecked'

/** The held rows of one kind of record in a folder; those unfolded from documents are read by the contract's own names. */
type HeldKind = { readonly owner: string; readonly contract: Contract; readonly unfolded: boolean }

/**
 * Reads the selected held rows of a folder under the contract as it is, in the way in which their files were
 * read, and gives how many they are. Lines that are no records stay out: no contract can make them good.
 */
export async function recheck(
  warehouse: Warehouse,
  { owner, contract, unfolded }: HeldKind,
  selection: Selection,
  settings: CheckSettings,
): Promise<number> {
  const { feed, numbered } = contract
  await warehouse.run(
    `create or replace temp table retry_held as
     select row_number() over (order by q.file_number, q.row_number) as held_number,
       q.file_number, q.row_number, q.record, l.loaded_at,
       ${numbered ? `q.numbered as ${quoted(numbered.column)},` : ''}
       l.path, l.columns_found, coalesce(l.column_types, []) as column_types
     from ledger.quarantine q join ledger.loads l using (file_number)
     where q.settled_as is null and ${rowSelected} and q.feed = $3 and l.feed = $4
       and not list_contains(q.column_names, '(the line)') ${numbered ? 'and q.numbered is not null' : ''}`,
    [...boundTo(selection), feed.name, owner],
  )
  await prepareChecked(warehouse, contract, stage)
  for (const files of await filesByShape(warehouse)) {
    const source = unfolded
      ? sourceOfHeldLines(contract, contract.sentColumns, files.numbers)
      : heldSource(contract, files)
    await warehouse.run(
      `insert into ${stage.checked} ${checkedSelect(contract, source, settings)}`,
      source.bound,
    )
  }
  await warehouse.run(
    `create or replace temp table ${rechecked} as
     select held.* exclude (held_number, record, path, columns_found, column_types),
       checked.* exclude (file_number)
     from ${stage.checked} checked join retry_held held on held.held_number = checked.file_number`,
  )
  await warehouse.run(`drop table ${stage.checked}`)
  await warehouse.run('drop table retry_held')
  return warehouse.count(`select count(*) from ${rechecked}`)
}

type HeldFiles = {
  readonly path: string
  readonly columns: readonly string[]
  readonly types: readonly string[]
  readonly numbers: readonly number[]
}

/** The files that rows are held of, those together that were read alike. */
async function filesByShape(warehouse: Warehouse): Promise<HeldFiles[]> {
  const files = await warehouse.rows<{
    file_number: string
    path: string
    columns_found: string[]
    column_types: string[]
  }>('select distinct file_number, path, columns_found, column_types from retry_held')
  const groups = new Map<string, HeldFiles & { numbers: number[] }>()
  for (const { file_number, path, columns_found: columns, column_types: types } of files) {
    const key = JSON.stringify([layoutOf(path)?.format, columns, types])
    const group = groups.get(key) ?? { path, columns, types, numbers: [] }
    group.numbers.push(Number(file_number))
    groups.set(key, group)
  }
  return [...groups.values()]
}

/** The held rows of the files that `$1` lists. */
const rows = `retry_held where file_number in (select unnest(from_json($1, '["BIGINT"]')))`

const sourceOfHeldLines = (
  contract: Contract,
  names: readonly string[],
  numbers: readonly number[],
): Source =>
  sourceOfLines(contract, names, `select record::varchar as line, held_number as file_number from ${rows}`, [
    JSON.stringify(numbers),
  ])

/** The held rows of these files as a source, each under its held number. */
function heldSource(contract: Contract, files: HeldFiles): Source {
  const { path, columns, types, numbers } = files
  const bound = [JSON.stringify(numbers)]
  const own = { bound, fileNumber: 'held_number', record: 'record', carried: ['record'] }
  if (types.length > 0) {
    const fields = columns.flatMap((name, place) =>
      contract.columnOf(name) ? [`"${name.replaceAll('"', '""')}" ${types[place]}`] : [],
    )
    const typed = `select try_cast(record as struct(${fields.join(', ')})) as p, record::varchar as record, held_number
      from ${rows}`
    return {
      ...sourceOfTypes({ columns, types }, contract),
      ...own,
      from: `(from (${typed}) where p is not null)`,
    }
  }
  if (layoutOf(path)?.format !== 'csv') return sourceOfHeldLines(contract, columns, numbers)
  const cells = columns.flatMap((header, place) =>
    contract.columnOf(header) ? [`record ->> ${keyPath(header)} as c${place}`] : [],
  )
  const from = `(select ${cells.join(', ')}, record::varchar as record, held_number from ${rows})`
  return { ...sourceOfCells({ columns }, contract, { from, bound }), ...own }
}

/** The JSON path of a known header, which is the contract's own name but for case and blanks. */
const keyPath = (header: string): string => `'$."${header.replaceAll("'", "''")}"'`
