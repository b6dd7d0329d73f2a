import { existsSync } from 'node:fs'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { isLedgerCurrent } from '../load/ledger_tables.ts'
import { lockHolder } from './lock.ts'
import type { Places } from './places.ts'
import { Problem } from './problems.ts'

/** Opens the warehouse to read. While a run writes to it nobody can; the problem says who does. */
export async function reading<T>(places: Places, work: (warehouse: Warehouse) => Promise<T>): Promise<T> {
  demandWarehouse(places)
  const holder = lockHolder(places.lock)
  if (holder) {
    throw new Problem(
      `\`recoup ${holder.command}\` is writing to the warehouse (process ${holder.pid} since ${holder.since}).`,
      {
        where: places.warehouse,
        next: 'wait for it to end; the published snapshot can be read meanwhile.',
      },
    )
  }
  const warehouse = await Warehouse.open(places.warehouse, { readOnly: true })
  try {
    if (!(await isLedgerCurrent(warehouse))) throw olderLedger(places)
    return await work(warehouse)
  } finally {
    warehouse.close()
  }
}

/** The warehouse, or the snapshot that was published from it: the same tables, as far as they are published. */
export type ReadFrom = 'warehouse' | 'snapshot'

/** Reads the warehouse, or the published snapshot for as long as a run writes to the warehouse. */
export async function readingEither<T>(
  places: Places,
  work: (warehouse: Warehouse, from: ReadFrom) => Promise<T>,
): Promise<T> {
  const isWritten = existsSync(places.warehouse) && lockHolder(places.lock) !== null
  if (!isWritten || !existsSync(places.snapshot))
    return reading(places, (warehouse) => work(warehouse, 'warehouse'))
  const snapshot = await Warehouse.open(places.snapshot, { readOnly: true })
  try {
    return await work(snapshot, 'snapshot')
  } finally {
    snapshot.close()
  }
}

/** For a command that works on what was loaded. */
export function demandWarehouse(places: Places): void {
  if (existsSync(places.warehouse)) return
  throw new Problem('There is no warehouse here yet.', {
    where: places.warehouse,
    next: 'run `recoup run` first, or name another data directory with --data.',
  })
}

const olderLedger = (places: Places) =>
  new Problem('The warehouse was written by an earlier version, or its first run was cut short.', {
    where: places.warehouse,
    next: 'run `recoup load` once, which brings it up to date.',
  })
