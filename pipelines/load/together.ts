import { type ForeignRecord, landed } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'

const touched = 'load_touched'

/**
 * Makes for each kind of record the table of the newest versions of all that belong together with one that the files
 * brought, and gives the names of the tables. Their `file_number` is that of the newest file that brought something
 * of what belongs together; a record that is a part of another also has the columns by which they belong together.
 */
export async function landTogether(
  warehouse: Warehouse,
  records: readonly ForeignRecord[],
  fileNumbers: readonly number[],
): Promise<string[]> {
  for (const some of alike(records)) {
    const columns = groupOf(some[0] as ForeignRecord)
    const all = some.map((record) => placed(record, []))
    await warehouse.run(
      `create or replace temp table ${touched} as
       with members as (${all.join(' union all ')})
       select ${columns}, max(file_number) as touched_by from members
       semi join (
         select ${columns} from members where file_number in (select unnest(from_json($1, '["BIGINT"]')))
       ) using (${columns})
       group by ${columns}`,
      [JSON.stringify(fileNumbers)],
    )
    for (const record of some) await warehouse.run(newestOf(record))
    await warehouse.run(`drop table ${touched}`)
  }
  return records.map(landed)
}

/** The kinds of record that belong together by the same columns. */
function alike(records: readonly ForeignRecord[]): ForeignRecord[][] {
  const groups = new Map<string, ForeignRecord[]>()
  for (const record of records) groups.set(groupOf(record), [...(groups.get(groupOf(record)) ?? []), record])
  return [...groups.values()]
}

const listed = (columns: readonly string[]): string => columns.map(quoted).join(', ')

/** The columns by which records belong together, which a part has from what it is a part of. */
const groupOf = ({ mappedBy }: ForeignRecord): string =>
  'partOf' in mappedBy ? groupOf(mappedBy.partOf) : listed(mappedBy)

/** A select of a kind's records, all versions: what they belong to, these columns besides, and their file. */
function placed(foreign: ForeignRecord, besides: readonly string[]): string {
  const { record, mappedBy } = foreign
  const columns = [
    groupOf(foreign),
    ...besides.map((column) => `r.${quoted(column)} as ${quoted(`of ${column}`)}`),
  ]
  const from =
    'partOf' in mappedBy ? `${quoted(record.raw.name)} r ${joined(mappedBy)}` : `${quoted(record.raw.name)} r`
  return `select ${columns.join(', ')}, r.file_number from ${from}`
}

/** Joins what records `r` are a part of. */
function joined({ partOf, by }: { readonly partOf: ForeignRecord; readonly by: readonly string[] }): string {
  const same = by.map((column) => `r.${quoted(column)} = whole.${quoted(`of ${column}`)}`).join(' and ')
  return `join (select distinct * exclude (file_number) from (${placed(partOf, by)})) whole on ${same}`
}

function newestOf(foreign: ForeignRecord): string {
  const { record, mappedBy } = foreign
  const group = groupOf(foreign)
  const isPart = 'partOf' in mappedBy
  return `create or replace temp table ${landed(foreign)} as
    select r.* exclude (file_number), ${isPart ? `${group}, ` : ''}touched_by as file_number
    from ${quoted(record.raw.name)} r ${isPart ? joined(mappedBy) : ''}
    join ${touched} using (${group})
    qualify row_number() over (
      partition by ${record.key.map((column) => `r.${quoted(column)}`).join(', ')}
      order by r.version_at desc, r.file_number desc, r.row_number desc
    ) = 1`
}
