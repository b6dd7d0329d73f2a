import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Settings } from '../../models/settings.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { prepareLoadTables } from '../load.ts'
import { type Catalog, readCatalog } from './catalog.ts'
import { engineMemory } from './engine_memory.ts'
import { beginRun, endRun, prepareLedger } from './ledger.ts'
import { takeLock } from './lock.ts'
import { asProblem } from './machine_faults.ts'
import { type Places, preparePlaces } from './places.ts'
import { Problem } from './problems.ts'
import { demandKeys, type PseudonymKeys } from './pseudonym_keys.ts'
import { readSettings } from './settings.ts'
import { isToBeSwept, sweep } from './sweep.ts'

/** What a command that writes works with. */
export type Desk = {
  readonly warehouse: Warehouse
  readonly catalog: Catalog
  readonly settings: Settings
  readonly places: Places
  readonly runId: string
  /** What the run's ledger row will say. */
  readonly record: { asOf: string | null; stepsRun: number; stepsSkipped: number }
}

/**
 * Runs `work` as the only writer, with a row in the ledger of runs. Whatever fails, the lock is let go and
 * the ledger says how the run ended. A fault of the machine is thrown as a problem.
 * @param keysFor the keys of pseudonyms; by default those that the tables were built with
 */
export async function atDesk<T>(
  places: Places,
  command: string,
  work: (desk: Desk) => Promise<T>,
  keysFor: (warehouse: Warehouse, places: Places) => Promise<PseudonymKeys> = demandKeys,
): Promise<T> {
  try {
    return await atFreeDesk(places, command, work, keysFor)
  } catch (fault) {
    throw asProblem(fault, places.data)
  }
}

async function atFreeDesk<T>(
  places: Places,
  command: string,
  work: (desk: Desk) => Promise<T>,
  keysFor: (warehouse: Warehouse, places: Places) => Promise<PseudonymKeys>,
): Promise<T> {
  const settings = await readSettings()
  const catalog = await readCatalog(settings)
  preparePlaces(places)
  const release = takeLock(places.lock, command)
  try {
    const warehouse = await openWarehouse(places)
    let result: T
    let isUnswept = false
    try {
      await prepareLoadTables(warehouse, [...catalog.feeds, ...catalog.logged], catalog.senders)
      await prepareLedger(warehouse)
      await warehouse.setPseudonymKeys(await keysFor(warehouse, places))
      result = await recorded({ warehouse, catalog, settings, places, command }, work)
      isUnswept = await isToBeSwept(warehouse)
    } finally {
      warehouse.close()
      clearSpill(places)
    }
    if (isUnswept) await sweep(places)
    return result
  } finally {
    release()
  }
}

/** Opens the warehouse to write, without what a killed run spilled. */
async function openWarehouse(places: Places): Promise<Warehouse> {
  clearSpill(places)
  if (!existsSync(places.warehouse)) await makeWarehouse(places)
  const giveUpAt = Date.now() + readersWait
  for (;;) {
    try {
      return await Warehouse.open(places.warehouse, { memory: engineMemory(), spillTo: places.spill })
    } catch (fault) {
      if (!/could not set lock on file/i.test(String(fault)) || Date.now() > giveUpAt) throw fault
      await setTimeout(100)
    }
  }
}

/** Milliseconds for which readers are waited for. Somebody who looks at a case has the file open for less. */
const readersWait = 5_000

const clearSpill = ({ spill }: Places): void => rmSync(spill, { recursive: true, force: true })

/** A file that the engine had no time to make whole could never be opened, so it gets its name once it is. */
async function makeWarehouse({ warehouse }: Places): Promise<void> {
  const made = `${warehouse}.new`
  for (const file of [made, `${made}.wal`]) rmSync(file, { force: true })
  const empty = await Warehouse.open(made)
  empty.close()
  renameSync(made, warehouse)
}

async function recorded<T>(
  given: Omit<Desk, 'runId' | 'record'> & { command: string },
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const { command, ...tools } = given
  const runId = randomUUID()
  const record: Desk['record'] = { asOf: null, stepsRun: 0, stepsSkipped: 0 }
  await beginRun(tools.warehouse, { runId, command, startedAt: new Date() })
  try {
    const result = await work({ ...tools, runId, record })
    await endRun(tools.warehouse, runId, { outcome: 'succeeded', message: null, ...record })
    return result
  } catch (thrown) {
    const fault = asProblem(thrown, tools.places.data)
    const message = fault instanceof Problem ? fault.message : 'an unexpected fault'
    await endRun(tools.warehouse, runId, { outcome: 'failed', message, ...record }).catch(() => undefined)
    throw fault
  }
}
