import type { ForeignRecord, Mapping } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import { Contract } from './contract.ts'
import { sourceOfSelect } from './source.ts'
import { dropStage, prepareChecked, sortOut, stageNamed, writeStage } from './stage.ts'

export type MappingSettings = CheckSettings & { readonly runId: string; readonly loadedAt: string }

const stage = stageNamed('mapped')

/**
 * Maps what the given files brought onto feeds, through the feeds' own contracts and under the files' own
 * numbers. To be run in the transaction that writes the sender's lines.
 */
export async function mapLanded(
  warehouse: Warehouse,
  lines: ForeignRecord,
  mappings: readonly Mapping[],
  fileNumbers: { readonly from: number; readonly to: number },
  settings: MappingSettings,
): Promise<void> {
  await warehouse.run(newestLines(lines), [BigInt(fileNumbers.from), BigInt(fileNumbers.to)])
  for (const mapping of mappings) await mapOnto(warehouse, mapping, settings)
  await warehouse.run('drop table landed')
}

/** The newest version of every line that belongs together with one that the files brought. */
function newestLines({ record, mappedBy }: ForeignRecord): string {
  const together = mappedBy.map(quoted).join(', ')
  const key = record.key.map(quoted).join(', ')
  return `create or replace temp table landed as
    with touched as (
      select ${together}, max(file_number) as touched_by from ${quoted(record.raw.name)}
      where file_number between $1 and $2 group by ${together}
    )
    select lines.* exclude (file_number), touched_by as file_number
    from ${quoted(record.raw.name)} lines join touched using (${together})
    qualify row_number() over (
      partition by ${key} order by version_at desc, lines.file_number desc, row_number desc
    ) = 1`
}

async function mapOnto(
  warehouse: Warehouse,
  { feed, select }: Mapping,
  settings: MappingSettings,
): Promise<void> {
  const contract = new Contract(feed)
  const source = await sourceOfSelect(warehouse, contract, select)
  await prepareChecked(warehouse, contract, stage)
  await warehouse.run(
    `insert into ${stage.checked} select * from (${checkedSelect(contract, source, settings)})
     order by file_number, ${feed.key.map(quoted).join(', ')}`,
  )
  await sortOut(warehouse, contract, stage, settings.loadedAt)
  await writeStage(warehouse, contract, stage, settings.runId)
  await dropStage(warehouse, stage)
}
