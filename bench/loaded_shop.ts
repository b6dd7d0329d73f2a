import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultSettings } from '../models/settings.ts'
import { resolveAsOf } from '../pipelines/runner/as_of.ts'
import { readCatalog } from '../pipelines/runner/catalog.ts'
import { engineMemory } from '../pipelines/runner/engine_memory.ts'
import { prepareLedger } from '../pipelines/runner/ledger.ts'
import { steps } from '../pipelines/runner/plan.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import type { MadeShop } from './made_shop.ts'
import { recoupTimed } from './recoup.ts'

export const catalog = await readCatalog(defaultSettings)
export const everyStep = steps(catalog, defaultSettings)

/** A warehouse in which the shop's feeds are loaded and nothing is built, each time a new copy of it. */
export type LoadedShop = {
  readonly inCopy: <T>(work: (warehouse: Warehouse, asOf: string) => Promise<T>) => Promise<T>
}

/** Loads the shop, and lets work be done on copies until the end. */
export async function withLoadedShop<T>(
  { inbox }: MadeShop,
  work: (shop: LoadedShop) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(dirname(inbox), 'loaded-'))
  try {
    recoupTimed(['load', '--quiet', '--data', folder, '--inbox', inbox])
    return await work({ inCopy: (each) => inCopy(join(folder, 'recoup.duckdb'), each) })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function inCopy<T>(
  loaded: string,
  work: (warehouse: Warehouse, asOf: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(dirname(loaded), 'copy-'))
  const copy = join(folder, 'recoup.duckdb')
  copyFileSync(loaded, copy)
  const warehouse = await Warehouse.open(copy, { memory: engineMemory() })
  try {
    await prepareLedger(warehouse)
    const asOf = await resolveAsOf(warehouse, undefined)
    await warehouse.setAsOf(asOf)
    return await work(warehouse, asOf)
  } finally {
    warehouse.close()
    rmSync(folder, { recursive: true })
  }
}
