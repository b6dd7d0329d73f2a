import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readsOf } from '../../../models/model.ts'
import { defaultSettings } from '../../../models/settings.ts'
import { build } from '../../../pipelines/build.ts'
import { untold } from '../../../pipelines/lineage.ts'
import { type LoadReport, load } from '../../../pipelines/load.ts'
import type { Catalog } from '../../../pipelines/runner/catalog.ts'
import { prepareLedger } from '../../../pipelines/runner/ledger.ts'
import { steps } from '../../../pipelines/runner/plan.ts'
import type { Feed } from '../../../sources/feed.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'
import { quoted } from '../../../warehouse/engine.ts'
import { catalog } from '../shop.ts'
import type { Version } from './oracle.ts'
import { type SentFile, textOf } from './sent.ts'

const options = { settings: defaultSettings, runId: 'a run' }

/** A shop that has one feed: its inbox, its raw table, those that its staging table reads besides, and this one. */
export class FeedShop {
  readonly feed: Feed
  readonly #catalog: Catalog
  readonly #inbox: string
  readonly #warehouse: Warehouse
  #files = 0

  private constructor(feed: Feed, inbox: string, warehouse: Warehouse) {
    const models = catalog.models.filter(({ model }) => model.name === `staging.${feed.name}`)
    this.feed = feed
    const read = models.flatMap(({ model }) => readsOf(model, defaultSettings))
    const logged = catalog.logged.filter((other) => other !== feed && read.includes(other.raw.name))
    this.#catalog = { feeds: [feed], logged, senders: [], models }
    this.#inbox = inbox
    this.#warehouse = warehouse
  }

  /** Runs `work` with a new, empty shop, which is gone afterwards. */
  static async with<T>(feed: Feed, work: (shop: FeedShop) => Promise<T>): Promise<T> {
    const inbox = await mkdtemp(join(tmpdir(), 'recoup versions '))
    const warehouse = await Warehouse.open(':memory:', { reach: [inbox] })
    try {
      await prepareLedger(warehouse)
      await warehouse.setPseudonymKey('a key for tests')
      return await work(new FeedShop(feed, inbox, warehouse))
    } finally {
      warehouse.close()
      await rm(inbox, { recursive: true })
    }
  }

  /** Puts files into the inbox, to be loaded in this order. */
  async receive(files: readonly SentFile[]): Promise<void> {
    for (const file of files) {
      const name = `${String(++this.#files).padStart(4, '0')}.${file.format}`
      const path = join(this.#inbox, this.feed.name, name)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, textOf(this.feed, file))
    }
  }

  load(): Promise<LoadReport> {
    return load(this.#warehouse, { ...this.#catalog, ...options, inbox: this.#inbox })
  }

  async build(): Promise<void> {
    await build(this.#warehouse, {
      ...options,
      catalog: this.#catalog,
      asOf: '2024-06-01 00:00:00',
      stage: 'build',
      lineage: untold,
    })
  }

  /** When each loaded file was loaded, by its path. */
  async loads(): Promise<Map<string, { file: number; loadedAt: string }>> {
    const rows = await this.#warehouse.rows<{ path: string; file: string; at: string }>(
      `select path, file_number as file, loaded_at::varchar as at from ledger.loads where outcome = 'loaded'`,
    )
    return new Map(rows.map(({ path, file, at }) => [path, { file: Number(file), loadedAt: at }]))
  }

  raw(): Promise<Version[]> {
    return this.#warehouse.rows<Version>(`select columns(*)::varchar from ${quoted(this.feed.raw.name)}`)
  }

  staging(): Promise<Version[]> {
    return this.#warehouse.rows<Version>(`select columns(*)::varchar from staging.${quoted(this.feed.name)}`)
  }

  ledger(): Promise<Version[]> {
    return this.#warehouse.rows<Version>('select columns(*)::varchar from ledger.loads')
  }

  /** The rows that staging would have, were it built anew. */
  rebuilt(): Promise<Version[]> {
    const [step] = steps(this.#catalog, defaultSettings)
    return this.#warehouse.rows<Version>(`select columns(*)::varchar from (${step?.select})`)
  }
}
