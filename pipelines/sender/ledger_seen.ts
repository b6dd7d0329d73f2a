import { existsSync } from 'node:fs'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { lockHolder } from '../runner/lock.ts'
import type { Places } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'

/** What the ledger tells, or why it tells nothing: nothing was loaded yet, or a run is writing to it now. */
export type Seen<T> =
  | { readonly is: 'told'; readonly told: T }
  | { readonly is: 'nothing yet' | 'being written' }

/** Asks the ledger where it can be read. */
export async function ledgerSeen<T>(
  places: Places,
  work: (warehouse: Warehouse) => Promise<T>,
): Promise<Seen<T>> {
  if (!existsSync(places.warehouse)) return { is: 'nothing yet' }
  if (lockHolder(places.lock)) return { is: 'being written' }
  return { is: 'told', told: await reading(places, work, [places.inbox, places.fetched]) }
}
