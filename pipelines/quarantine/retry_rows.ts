import type { Sender } from '../../sources/senders/sender.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../warehouse/engine.ts'
import type { Contract } from '../load/contract.ts'
import { landed, landGood, repeats } from './land.ts'
import { recheck, rechecked } from './recheck.ts'
import { remap } from './remap.ts'
import type { Selection } from './selection.ts'
import { type RetrySettings, renewFaults, type Settlement, settled, writeSettled } from './settle.ts'

/** What a retry made of the held rows of one feed, or of one sender's lines. */
export type RetriedRows = Readonly<Record<Settlement, number>> & {
  readonly feed: string
  readonly tried: number
  /** Rows that came to the feed's raw table, those mapped from a sender's lines included. */
  readonly landed: number
}

/** A feed's or sender's folder of the inbox. */
export type HeldFolder = {
  readonly owner: string
  /** One for each kind of record that its files hold. */
  readonly contracts: readonly Contract[]
  readonly sender?: Sender | undefined
}

/**
 * Tries the selected held rows again under the contract as it is, in one transaction: good ones go to the raw
 * table under their own file and row number, the others stay held with the faults that they have now.
 */
export async function retryRows(
  warehouse: Warehouse,
  folders: readonly HeldFolder[],
  selection: Selection,
  settings: RetrySettings,
): Promise<RetriedRows[]> {
  return warehouse.transaction(async () => {
    const retried: RetriedRows[] = []
    for (const folder of folders) retried.push(...(await retryFolder(warehouse, folder, selection, settings)))
    await recordRetry(warehouse, retried, settings)
    return retried
  })
}

async function retryFolder(
  warehouse: Warehouse,
  { owner, contracts, sender }: HeldFolder,
  selection: Selection,
  settings: RetrySettings,
): Promise<RetriedRows[]> {
  const retried: RetriedRows[] = []
  const touched = new Set<number>()
  for (const contract of contracts) {
    const { feed } = contract
    const unfolded = sender?.unfolding !== undefined
    const tried = await recheck(warehouse, { owner, contract, unfolded }, selection, settings)
    if (tried > 0) {
      await landGood(warehouse, contract, rechecked)
      await settleRechecked(warehouse, contract)
      await moveCounts(warehouse, contract)
      const became = await writeSettled(warehouse, feed.name, settings)
      await renewFaults(warehouse, feed.name, rechecked)
      retried.push({ feed: feed.name, tried, ...became, landed: became.accepted })
      const files = await warehouse.values(`select distinct file_number from ${landed}`)
      for (const { file_number } of files) touched.add(Number(file_number))
      for (const table of [settled, landed, repeats]) await warehouse.run(`drop table ${table}`)
    }
    await warehouse.run(`drop table ${rechecked}`)
  }
  if (sender) retried.push(...(await remap(warehouse, sender, touched, selection, settings)))
  return retried
}

/** A row that is still bad is replaced where its record has an accepted version later than it would be. */
async function settleRechecked(warehouse: Warehouse, { feed }: Contract): Promise<void> {
  const sameKey = feed.key.map((column) => `r.${quoted(column)} is not distinct from v.${quoted(column)}`)
  const readable = feed.key
    .filter((column) => feed.columns[column]?.facts.required)
    .map((column) => `r.${quoted(column)} is not null`)
  const changedAt = feed.columns.updated_at ? 'r.updated_at' : 'null'
  await warehouse.run(
    `create or replace temp table ${settled} as
     select file_number, row_number, 'accepted' as settled_as from ${landed}
     union all select file_number, row_number, 'repeated' from ${repeats}
     union all
     select distinct r.file_number, r.row_number, 'replaced'
     from ${rechecked} r join ${quoted(feed.raw.name)} v on ${sameKey.join(' and ')}
     where r.faults is not null and ${readable.join(' and ')}
       and not list_contains(list_transform(r.faults, lambda fault: fault.column_name), 'updated_at')
       and (v.version_at, v.file_number, v.row_number)
         > (coalesce(${changedAt}, r.loaded_at), r.file_number, r.row_number)`,
  )
}

/** Accepted and repeated rows are quarantined ones no more; replaced rows never came in. */
async function moveCounts(warehouse: Warehouse, { feed }: Contract): Promise<void> {
  const newest =
    feed.happenedAt.length > 0
      ? `max(greatest(${feed.happenedAt.map(quoted).join(', ')})) filter (faults is null)`
      : 'null::timestamp'
  await warehouse.run(
    `update ledger.loads as l
     set rows_accepted = l.rows_accepted + n.accepted, rows_repeated = l.rows_repeated + n.repeated,
       rows_quarantined = l.rows_quarantined - n.accepted - n.repeated,
       newest_event_at = greatest(l.newest_event_at, n.newest)
     from (
       select file_number, count(*) filter (settled_as = 'accepted') as accepted,
         count(*) filter (settled_as = 'repeated') as repeated, ${newest} as newest
       from ${settled} join ${rechecked} using (file_number, row_number) group by file_number
     ) n
     where l.file_number = n.file_number`,
  )
}

/** A feed for which nothing changed leaves no trace, so that a second retry is none. */
async function recordRetry(
  warehouse: Warehouse,
  retried: readonly RetriedRows[],
  { runId, retriedAt }: RetrySettings,
): Promise<void> {
  const number = 1 + (await warehouse.count('select coalesce(max(retry_number), 0) from ledger.retries'))
  for (const { feed, tried, accepted, repeated, replaced, landed } of retried) {
    if (accepted + repeated + replaced + landed === 0) continue
    const counts = [tried, accepted, repeated, replaced, landed].map(BigInt)
    await warehouse.run('insert into ledger.retries values ($1, $2, $3::timestamp, $4, $5, $6, $7, $8, $9)', [
      BigInt(number),
      runId,
      retriedAt,
      feed,
      ...counts,
    ])
  }
}
