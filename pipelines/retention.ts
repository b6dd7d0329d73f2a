import type { Pseudonyms } from '../models/model.ts'
import type { Feed } from '../sources/feed.ts'
import { duckDb } from '../warehouse/duckdb/dialect.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { compile, literal, quoted } from '../warehouse/engine.ts'
import { clearedRecord, kept } from './retention/kept.ts'
import type { Desk } from './runner/desk.ts'
import { recordRemoval } from './runner/ledger.ts'

export type RetentionReport = {
  /** Records that changed before this instant hold no personal value in the clear. */
  readonly before: string
  /** Rows of which values went, by table; none where nothing was left to clear. */
  readonly rows: Readonly<Record<string, number>>
}

/**
 * Leaves only pseudonyms of the personal values in raw rows that are older than the setting allows, and empties rows
 * that were turned away so long ago. Whatever is built of them stays as it is. Nothing where no setting says so.
 */
export async function retain(
  { warehouse, catalog, settings, runId }: Desk,
  now = new Date(),
): Promise<RetentionReport | null> {
  if (settings.rawRetentionDays === undefined) return null
  const before = monthOf(new Date(now.getTime() - settings.rawRetentionDays * 86_400_000))
  const newest = await warehouse.count('select coalesce(max(file_number), 0) from ledger.loads')
  const from = await firstFileToLookAt(warehouse, before, newest)
  if (from > newest) return { before, rows: {} }
  return warehouse.transaction(async () => {
    const rows: Record<string, number> = {}
    for (const { name, raw } of [...catalog.feeds, ...catalog.logged]) {
      const pseudonyms = catalog.models.find(({ model }) => model.name === `staging.${name}`)?.model
        .pseudonyms
      const count = pseudonyms ? await clear(warehouse, raw, pseudonyms, { before, from }) : 0
      if (count > 0) rows[raw.name] = count
    }
    const held = await clearHeldRows(warehouse, before, runId)
    if (held > 0) rows['ledger.quarantine'] = held
    await warehouse.run('delete from ledger.clearings')
    await warehouse.run(`insert into ledger.clearings values (cast($1 as timestamp), $2)`, [
      before,
      BigInt(newest),
    ])
    if (Object.keys(rows).length > 0)
      await recordRemoval(warehouse, { why: 'personal values were old', makesAnew: false })
    return { before, rows }
  })
}

/** The first instant of its month, as the engine writes it. */
const monthOf = (at: Date): string => `${at.toISOString().slice(0, 7)}-01 00:00:00`

/** Within a month only files that came since can bring rows that are old already. */
async function firstFileToLookAt(warehouse: Warehouse, before: string, newest: number): Promise<number> {
  const [last] = await warehouse.rows<{ is_same: boolean; up_to_file: string }>(
    'select before >= cast($1 as timestamp) as is_same, up_to_file from ledger.clearings',
    [before],
  )
  if (!last?.is_same) return 0
  // A retry lands rows under the numbers of files of long ago.
  const isRetried = await warehouse.count('select count(*) from ledger.retries where rows_landed > 0')
  return isRetried > 0 && Number(last.up_to_file) < newest ? 0 : Number(last.up_to_file) + 1
}

/** Puts into each personal cell the pseudonyms that are kept in it; gives how many rows had a value in the clear. */
async function clear(
  warehouse: Warehouse,
  raw: Feed['raw'],
  { query, keptIn }: Pseudonyms,
  { before, from }: { readonly before: string; readonly from: number },
): Promise<number> {
  const columns = [...new Set(Object.values(keptIn))]
  if (columns.length === 0) return 0
  const inTheClear = columns.map((column) => `not starts_with(r.${quoted(column)}, chr(1))`).join(' or ')
  await warehouse.run(
    `create or replace temp table cleared_rows as
     select r.rowid as place, r.file_number, r.row_number from ${quoted(raw.name)} r
     where r.file_number >= ${from} and r.version_at < cast($1 as timestamp) and (${inTheClear})`,
    [before],
  )
  const rows = await warehouse.count('select count(*) from cleared_rows')
  if (rows > 0) {
    await warehouse.run(
      `create or replace temp table cleared_cells as
       select c.place, p.* exclude (file_number, row_number) from (${compile(query(), duckDb)}) p
       join cleared_rows c using (file_number, row_number)`,
    )
    const cells = columns.map((column) => {
      const names = Object.keys(keptIn).filter((name) => keptIn[name] === column)
      return `${quoted(column)} = ${kept(names)}`
    })
    await warehouse.run(
      `update ${quoted(raw.name)} r set ${cells.join(', ')} from cleared_cells p where r.rowid = p.place`,
    )
    await warehouse.run('drop table cleared_cells')
  }
  await warehouse.run('drop table cleared_rows')
  return rows
}

/** Of a row that nobody mended in all that time, no more is kept than that it was read and turned away. */
async function clearHeldRows(warehouse: Warehouse, before: string, runId: string): Promise<number> {
  const old = `record::varchar not in (${[clearedRecord, '{"(erased)":true}'].map(literal).join(', ')}) and file_number in (
    select file_number from ledger.loads where loaded_at < cast($1 as timestamp))`
  const rows = await warehouse.count(`select count(*) from ledger.quarantine where ${old}`, [before])
  if (rows === 0) return 0
  await warehouse.run(
    `update ledger.quarantine set settled_as = 'expired', settled_at = cast(now() as timestamp), settled_by = $2
     where settled_as is null and ${old}`,
    [before, runId],
  )
  await warehouse.run(`update ledger.quarantine set record = '${clearedRecord}' where ${old}`, [before])
  return rows
}
