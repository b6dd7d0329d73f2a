import { linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { defaultSettings } from '../models/settings.ts'
import { load } from '../pipelines/load.ts'
import { engineMemory } from '../pipelines/runner/engine_memory.ts'
import type { Feed } from '../sources/feed.ts'
import { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { bareCsv, largestFeeds, type MadeShop } from './made_shop.ts'
import { type Measured, measured, type Took, took } from './ratios.ts'

const aims = { csv: 1.5, parquet: 2 }
const formats = ['csv', 'parquet'] as const

/** Loads each large feed from one file, against a table made from the engine's bare reader of that file. */
export async function benchLoad(shop: MadeShop, rounds: number): Promise<Measured[]> {
  const rows: Measured[] = []
  for (const format of formats) {
    for (const feed of largestFeeds) {
      const file = shop.file(feed, format)
      rows.push(
        await measured(rounds, {
          what: `${format === 'csv' ? 'CSV' : 'Parquet'}, ${feed.name}`,
          aim: aims[format],
          reference: () => bare(file, format === 'csv' ? bareCsv(file, feed) : `read_parquet('${file}')`),
          ours: () => loaded(file, feed),
        }),
      )
    }
  }
  return [...rows, ...formats.map((format) => together(rows, format))]
}

const bare = (file: string, reader: string): Promise<Took> =>
  inNewWarehouse(file, (warehouse) => took(() => warehouse.run(`create table bare as from ${reader}`)))

const loaded = (file: string, feed: Feed): Promise<Took> =>
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

function together(rows: readonly Measured[], format: (typeof formats)[number]): Measured {
  const name = format === 'csv' ? 'CSV' : 'Parquet'
  const of = rows.filter(({ what }) => what.startsWith(name))
  const sum = (side: 'reference' | 'ours'): Took => ({
    wall: of.reduce((total, row) => total + row[side].wall, 0),
    cpu: of.reduce((total, row) => total + row[side].cpu, 0),
  })
  return { what: `${name}, all four`, aim: aims[format], reference: sum('reference'), ours: sum('ours') }
}
