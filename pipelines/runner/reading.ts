import { existsSync } from 'node:fs'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import type { Table } from '../../warehouse/tables.ts'
import { isLedgerCurrent } from '../load/ledger_tables.ts'
import { type Catalog, readCatalog } from './catalog.ts'
import { demandDeclared, type Place, saysLacking } from './lacking.ts'
import { demandKnownLayout } from './layout.ts'
import { lockHolder } from './lock.ts'
import type { Places } from './places.ts'
import { Problem } from './problems.ts'
import { readSettings } from './settings.ts'

/**
 * Opens the warehouse to read. While a run writes to it nobody can; the problem says who does. No other file is read or
 * written but those in reach.
 */
export async function reading<T>(
  places: Places,
  work: (warehouse: Warehouse) => Promise<T>,
  reach: readonly string[] = [],
): Promise<T> {
  demandWarehouse(places)
  const holder = lockHolder(places.lock)
  if (holder) {
    throw new Problem(
      `\`recoup ${holder.command}\` is writing to the warehouse (process ${holder.pid} since ${holder.since}).`,
      {
        where: places.warehouse,
        next: 'wait for it to end; the published snapshot can be read meanwhile.',
        mayPass: true,
      },
    )
  }
  const warehouse = await Warehouse.open(places.warehouse, { readOnly: true, reach })
  try {
    await demandKnownLayout(warehouse, places.warehouse)
    if (!(await isLedgerCurrent(warehouse))) throw olderLedger(places)
    return await work(warehouse)
  } catch (fault) {
    if (saysLacking(fault))
      await demandDeclared(warehouse, await declaredTables(), inWarehouse(places), fault)
    throw fault
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
  } catch (fault) {
    if (saysLacking(fault)) await demandDeclared(snapshot, await publishedTables(), inSnapshot(places), fault)
    throw fault
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

/** The warehouse, with what makes it hold all that this version declares. */
export const inWarehouse = (places: Places): Place => ({
  where: places.warehouse,
  next: 'run `recoup run` once, which makes what is lacking, then this command again.',
})

const inSnapshot = (places: Places): Place => ({
  where: places.snapshot,
  next: 'wait for the run that is at work to end: it publishes anew.',
})

/** Looked up only once something is missing: finding every declaration takes longer than most reading does. */
async function catalog(): Promise<Catalog> {
  return readCatalog(await readSettings())
}

async function declaredTables(): Promise<Table[]> {
  const { feeds, logged, models } = await catalog()
  return [...feeds, ...logged].map(({ raw }): Table => raw).concat(models.map(({ model }) => model))
}

const publishedTables = async (): Promise<Table[]> =>
  (await catalog()).models.map(({ model }) => model).filter(({ published }) => published)

const olderLedger = (places: Places) =>
  new Problem('The warehouse was written by an earlier version, or its first run was cut short.', {
    where: places.warehouse,
    next: 'run `recoup load` once, which brings it up to date.',
  })
