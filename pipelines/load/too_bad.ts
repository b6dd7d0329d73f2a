import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Content } from './content.ts'
import { type Counted, isTooBad } from './share.ts'
import { unknownDocuments } from './unknown_documents.ts'

/** The files of which too many rows are bad. The first bad row is that of the first kind that has one. */
export async function tooBad(warehouse: Warehouse, content: Content, share: number): Promise<Counted[]> {
  const rows = content.parts.map(({ contract, stage }) => {
    const place = "'row ' || (min(rowid) filter (where faults is not null) - min(rowid) + 1)"
    return {
      checked: stage.checked,
      first: content.unfolding ? `${place} || ' of ${contract.feed.name}'` : place,
    }
  })
  const documents = { checked: unknownDocuments, first: "'document ' || arg_min(place, rowid)" }
  const counts = [...rows, ...(content.unfolding ? [documents] : [])].map(
    ({ checked, first }, kind) =>
      `select file_number, ${kind} as kind, count(*) as rows_read, count(faults) as rows_bad,
         ${first} as first_bad, arg_min(faults[1].sentence, rowid) as first_fault
       from ${checked} group by file_number`,
  )
  const counted = await warehouse.values(
    `select file_number, sum(rows_read) as rows_read, sum(rows_bad) as rows_bad,
       arg_min(first_bad, kind) as first_bad, arg_min(first_fault, kind) as first_fault
     from (${counts.join(' union all ')}) group by file_number having sum(rows_bad) > 0`,
  )
  return counted
    .map((row) => ({
      file_number: Number(row.file_number),
      rows_read: Number(row.rows_read),
      rows_bad: Number(row.rows_bad),
      first_bad: String(row.first_bad),
      first_fault: String(row.first_fault),
    }))
    .filter((file) => isTooBad(file, share))
}
