import type { MappingSettings, Sender } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import { type CheckSettings, checkedSelect } from './check.ts'
import { Contract } from './contract.ts'
import { sourceOfSelect } from './source.ts'
import { dropStage, prepareChecked, type Stage, sortOut, stageNamed, writeStage } from './stage.ts'
import { landTogether } from './together.ts'

export type MapSettings = CheckSettings & {
  /** All of a shop's settings, as some mappings ask for. */
  readonly ofShop: MappingSettings
}

const stage = stageNamed('mapped')

/** Maps what newly loaded files brought. To be run in the transaction that writes the sender's records. */
export async function mapLanded(
  warehouse: Warehouse,
  sender: Sender,
  fileNumbers: readonly number[],
  settings: MapSettings & { readonly runId: string; readonly loadedAt: string },
): Promise<void> {
  await mapRecords(warehouse, sender, fileNumbers, settings, async (contract) => {
    await leaveOutHeld(warehouse, contract)
    await sortOut(warehouse, contract, stage, settings.loadedAt)
    await writeStage(warehouse, contract, stage, settings.runId)
    await dropStage(warehouse, stage)
  })
}

/** A mapped record, whichever file it was counted to. */
export const bareRecord = `json_merge_patch(record, '{"file_number": null}')::varchar`

/** What belongs together is mapped again with each of its parts: a row that is held and as bad as before is held once. */
const leaveOutHeld = (warehouse: Warehouse, { feed }: Contract): Promise<void> =>
  warehouse.run(
    `delete from ${stage.checked} where faults is not null and ${bareRecord} in (
       select ${bareRecord} from ledger.quarantine where feed = $1 and settled_as is null
     )`,
    [feed.name],
  )

/**
 * Maps records of the given files, and all that belong together with them, onto feeds. What each feed's own
 * contract says of its rows stands in the stage's `checked` for `land`, under the number of the newest file
 * that their records come from.
 */
export async function mapRecords(
  warehouse: Warehouse,
  { records, mappings }: Sender,
  fileNumbers: readonly number[],
  settings: MapSettings,
  land: (contract: Contract, stage: Stage) => Promise<void>,
): Promise<void> {
  const tables = await landTogether(warehouse, records, fileNumbers)
  for (const { feed, select } of mappings) {
    const contract = new Contract(feed)
    const source = await sourceOfSelect(
      warehouse,
      contract,
      typeof select === 'string' ? select : select(settings.ofShop),
    )
    await prepareChecked(warehouse, contract, stage)
    await warehouse.run(
      `insert into ${stage.checked} select * from (${checkedSelect(contract, source, settings)})
       order by file_number, ${feed.key.map(quoted).join(', ')}`,
    )
    await land(contract, stage)
  }
  for (const table of tables) await warehouse.run(`drop table ${table}`)
}
