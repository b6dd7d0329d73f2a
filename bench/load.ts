import { linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultSettings } from '../models/settings.ts'
import { load } from '../pipelines/load.ts'
import { engineMemory } from '../pipelines/runner/engine_memory.ts'
import type { Feed } from '../sources/feed.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { bareCsv, largestFeeds, type MadeShop } from './made_shop.ts'
import { inTurn, took } from './median.ts'
import { type Line, timesLine } from './table.ts'

const formats = [
  { format: 'csv', name: 'CSV', aim: 1.5 },
  { format: 'parquet', name: 'Parquet', aim: 2 },
] as const

/** Loads each large feed from one file, against a table made from the engine's bare reader of that file. */
export async function benchLoad(shop: MadeShop, rounds: number): Promise<Line[]> {
  const lines: Line[] = []
  for (const { format, name, aim } of formats) {
    const all = { reference: 0, ours: 0 }
    for (const feed of largestFeeds) {
      const file = shop.file(feed, format)
      const { reference, ours } = await inTurn(rounds, {
        reference: () => bare(file, format === 'csv' ? bareCsv(file, feed) : `read_parquet('${file}')`),
        ours: () => loaded(file, feed),
      })
      all.reference += reference
      all.ours += ours
      lines.push(timesLine(`load ${name}, ${feed.name}`, { reference, ours, aim }))
    }
    lines.push(timesLine(`load ${name}, all four`, { ...all, aim }))
  }
  return lines
}

const bare = (file: string, reader: string): Promise<number> =>
  inNewWarehouse(file, (warehouse) => took(() => warehouse.run(`create table bare as from ${reader}`)))

const loaded = (file: string, feed: Feed): Promise<number> =>
  inNewWarehouse(file, (warehouse, folder) => {
    const inbox = join(folder, 'inbox')
    mkdirSync(join(inbox, feed.name), { recursive: true })
    linkSync(file, join(inbox, feed.name, `whole.${file.split('.').at(-1)}`))
    return took(async () => {
      const options = { inbox, feeds: [feed], senders: [], settings: defaultSettings, runId: 'bench' }
      const { files } = await load(warehouse, options)
      if (files[0]?.outcome !== 'loaded') throw new Error(`${file} was not loaded: ${files[0]?.sentence}`)
    })
  })

/** The warehouse lies beside the file, so that both are on the same disk; it is gone afterwards. */
async function inNewWarehouse<T>(
  file: string,
  work: (warehouse: Warehouse, folder: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(dirname(file), 'load-'))
  const warehouse = await Warehouse.open(join(folder, 'recoup.duckdb'), {
    memory: engineMemory(),
    reach: [dirname(file)],
  })
  try {
    return await work(warehouse, folder)
  } finally {
    warehouse.close()
    rmSync(folder, { recursive: true })
  }
}
