import { randomUUID } from 'node:crypto'
import { existsSync, renameSync, rmSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import type { Settings } from '../../models/settings.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { type Lineage, lineageOf } from '../lineage.ts'
import { prepareLoadTables } from '../load.ts'
import { type Catalog, readCatalog } from './catalog.ts'
import { engineMemory } from './engine_memory.ts'
import { bringLayout } from './layout.ts'
import { beginRun, endRun, prepareLedger } from './ledger.ts'
import { takeLock } from './lock.ts'
import { asProblem } from './machine_faults.ts'
import { type Places, preparePlaces, reachOfRun } from './places.ts'
import { Problem } from './problems.ts'
import { demandKeys, type PseudonymKeys } from './pseudonym_keys.ts'
import { readSettings } from './settings.ts'
import { Stopped, stoppable } from './stopping.ts'
import { isToBeSwept, sweep } from './sweep.ts'

/** What a command that writes works with. */
export type Desk = {
  readonly warehouse: Warehouse
  readonly catalog: Catalog
  readonly settings: Settings
  readonly places: Places
  readonly runId: string
  /** Tells others what the run reads and writes. */
  readonly lineage: Lineage
  /** What the run's ledger row will say. */
  readonly record: { asOf: string | null; stepsRun: number; stepsSkipped: number }
}

type KeysFor = (warehouse: Warehouse, places: Places) => Promise<PseudonymKeys>

/**
 * Runs `work` as the only writer, with a row in the ledger of runs. Whatever fails, the lock is let go and
 * the ledger says how the run ended. A fault of the machine is thrown as a problem. A signal to end rolls back the
 * statement or the step that is at work.
 * @param keysFor the keys of pseudonyms; by default those that the tables were built with
 */
export async function atDesk<T>(
  places: Places,
  command: string,
  work: (desk: Desk) => Promise<T>,
  keysFor: KeysFor = demandKeys,
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
  keysFor: KeysFor,
): Promise<T> {
  const settings = await readSettings()
  const catalog = await readCatalog(settings)
  preparePlaces(places)
  return stoppable((stop) => atLockedDesk({ catalog, settings, places, command }, work, keysFor, stop))
}

async function atLockedDesk<T>(
  { catalog, settings, places, command }: Pick<Desk, 'catalog' | 'settings' | 'places'> & { command: string },
  work: (desk: Desk) => Promise<T>,
  keysFor: KeysFor,
  stop: AbortSignal,
): Promise<T> {
  const release = takeLock(places.lock, command)
  try {
    const warehouse = await openWarehouse(places, catalog)
    const stopWarehouse = () => warehouse.stop(stop.reason)
    stop.addEventListener('abort', stopWarehouse)
    if (stop.aborted) stopWarehouse()
    let result: T
    let isUnswept = false
    try {
      await bringLayout(warehouse, places.warehouse)
      await prepareLoadTables(warehouse, [...catalog.feeds, ...catalog.logged], catalog.senders)
      await prepareLedger(warehouse)
      await warehouse.setPseudonymKeys(await keysFor(warehouse, places))
      result = await recorded({ warehouse, catalog, settings, places, command }, work)
      isUnswept = await isToBeSwept(warehouse)
    } finally {
      stop.removeEventListener('abort', stopWarehouse)
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
async function openWarehouse(places: Places, { logged }: Catalog): Promise<Warehouse> {
  clearSpill(places)
  if (!existsSync(places.warehouse)) await makeWarehouse(places)
  const giveUpAt = Date.now() + readersWait
  for (;;) {
    try {
      return await Warehouse.open(places.warehouse, {
        memory: engineMemory(),
        spillTo: places.spill,
        reach: reachOfRun(places, logged),
      })
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
  given: Omit<Desk, 'runId' | 'record' | 'lineage'> & { command: string },
  work: (desk: Desk) => Promise<T>,
): Promise<T> {
  const { command, ...tools } = given
  const runId = randomUUID()
  const record: Desk['record'] = { asOf: null, stepsRun: 0, stepsSkipped: 0 }
  await beginRun(tools.warehouse, { runId, command, startedAt: new Date() })
  const lineage = lineageOf({ ...tools, command, runId, data: tools.places.data })
  try {
    const result = await work({ ...tools, runId, record, lineage })
    await endRun(tools.warehouse, runId, { outcome: 'succeeded', message: null, ...record })
    warnOf(await lineage.end('COMPLETE'))
    return result
  } catch (thrown) {
    const fault = asProblem(thrown, tools.places.data)
    const message = fault instanceof Problem ? fault.message : 'an unexpected fault'
    const isStopped = fault instanceof Stopped
    const outcome = isStopped ? 'stopped' : 'failed'
    tools.warehouse.resume()
    await endRun(tools.warehouse, runId, { outcome, message, ...record }).catch(() => undefined)
    warnOf(await lineage.end(isStopped ? 'ABORT' : 'FAIL'))
    throw fault
  }
}

/** The run itself is none the worse for it. */
function warnOf(untaken: string | null): void {
  if (untaken) console.error(`Warning: ${untaken} Others are not told of this run in full.`)
}
