import type { ForeignRecord, Mapping } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import { Contract } from './contract.ts'
import { sourceOfSelect } from './source.ts'
import { dropStage, prepareChecked, type Stage, sortOut, stageNamed, writeStage } from './stage.ts'

export type MappingSettings = CheckSettings & { readonly runId: string; readonly loadedAt: string }

const stage = stageNamed('mapped')

/** Maps what newly loaded files brought. To be run in the transaction that writes the sender's lines. */
export async function mapLanded(
  warehouse: Warehouse,
  lines: ForeignRecord,
  mappings: readonly Mapping[],
  fileNumbers: readonly number[],
  settings: MappingSettings,
): Promise<void> {
  await mapLines(warehouse, lines, mappings, fileNumbers, settings, async (contract) => {
    await sortOut(warehouse, contract, stage, settings.loadedAt)
    await writeStage(warehouse, contract, stage, settings.runId)
    await dropStage(warehouse, stage)
  })
}

/**
 * Maps lines of the given files, and all that belong together with them, onto feeds. What each feed's own
 * contract says of its rows stands in the stage's `checked` for `land`, under the number of the newest file
 * that their lines come from.
 */
export async function mapLines(
  warehouse: Warehouse,
  lines: ForeignRecord,
  mappings: readonly Mapping[],
  fileNumbers: readonly number[],
  settings: CheckSettings,
  land: (contract: Contract, stage: Stage) => Promise<void>,
): Promise<void> {
  await warehouse.run(newestLines(lines), [JSON.stringify(fileNumbers)])
  for (const { feed, select } of mappings) {
    const contract = new Contract(feed)
    const source = await sourceOfSelect(warehouse, contract, select)
    await prepareChecked(warehouse, contract, stage)
    await warehouse.run(
      `insert into ${stage.checked} select * from (${checkedSelect(contract, source, settings)})
       order by file_number, ${feed.key.map(quoted).join(', ')}`,
    )
    await land(contract, stage)
  }
  await warehouse.run('drop table landed')
}

/** The newest version of every line that belongs together with one that the files brought. */
function newestLines({ record, mappedBy }: ForeignRecord): string {
  const raw = quoted(record.raw.name)
  const together = mappedBy.map(quoted).join(', ')
  const key = record.key.map(quoted).join(', ')
  return `create or replace temp table landed as
    with touched as (
      select ${together}, max(file_number) as touched_by from ${raw}
      semi join (
        select ${together} from ${raw}
        where file_number in (select unnest(from_json($1, '["BIGINT"]')))
      ) using (${together})
      group by ${together}
    )
    select lines.* exclude (file_number), touched_by as file_number
    from ${raw} lines join touched using (${together})
    qualify row_number() over (
      partition by ${key} order by version_at desc, lines.file_number desc, row_number desc
    ) = 1`
}
