import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { connectionsSchema } from '../../../models/settings/connections.ts'
import { defaultSettings, type Settings } from '../../../models/settings.ts'
import { Traces } from '../../../pipelines/erase/traces.ts'
import type { Connection } from '../../../pipelines/fetch/connection.ts'
import { connectionsOf } from '../../../pipelines/fetch/connections.ts'
import { FetchFolder } from '../../../pipelines/fetch/fetch_folder.ts'
import { beginAnewWhereLost, letGoLoaded } from '../../../pipelines/fetch/loaded.ts'
import { type FetchOutcome, fetchNew } from '../../../pipelines/fetch.ts'
import { type LoadReport, load, prepareLoadTables } from '../../../pipelines/load.ts'
import { loadedFrom, type Places, placesOf } from '../../../pipelines/runner/places.ts'
import { silent } from '../../../pipelines/runner/progress.ts'
import type { Feed } from '../../../sources/feed.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

type Given = Parameters<ReturnType<typeof connectionsSchema>['parse']>[0]

/** A data folder with connections beside an open warehouse; both are gone when the test is over. */
export class FetchedShop {
  readonly places: Places
  warehouse: Warehouse
  #runs = 0

  private constructor(places: Places, warehouse: Warehouse) {
    this.places = places
    this.warehouse = warehouse
  }

  static async open(): Promise<FetchedShop> {
    const data = mkdtempSync(join(tmpdir(), 'recoup fetched '))
    const places = placesOf({ data }, {})
    mkdirSync(places.inbox)
    const shop = new FetchedShop(places, await opened(places))
    onTestFinished(() => {
      shop.warehouse.close()
      rmSync(data, { recursive: true, force: true })
    })
    return shop
  }

  /** The warehouse is gone, or is again as it was when it was copied. */
  async putBack(copy?: string): Promise<void> {
    this.warehouse.close()
    rmSync(this.places.warehouse)
    if (copy) renameSync(copy, this.places.warehouse)
  }

  async openAgain(): Promise<void> {
    this.warehouse = await opened(this.places)
  }

  /** A copy of the warehouse as it is now. */
  async copy(): Promise<string> {
    await this.warehouse.run('checkpoint')
    copyFileSync(this.places.warehouse, `${this.places.warehouse}.copy`)
    return `${this.places.warehouse}.copy`
  }

  folder(connection: string): FetchFolder {
    return new FetchFolder(this.places, connection)
  }

  /** The texts of the files that wait, in their order. */
  waiting(connection: string): string[] {
    const { path, waiting } = this.folder(connection)
    return waiting.map((name) => readFileSync(join(path, name), 'utf8'))
  }

  /** Fetches by the connections that settings name. */
  async fetch(connections: Given, environment: NodeJS.ProcessEnv): Promise<FetchOutcome[]> {
    return this.fetchBy(...(await connectionsOf(settingsWith(connections), environment)))
  }

  fetchBy(...connections: Connection[]): Promise<FetchOutcome[]> {
    return fetchNew(this.places, connections, silent, [1, 1])
  }

  /** Loads as a run would, and lets go what was loaded. */
  async load(feeds: readonly Feed[], given: Given, traces = Traces.none()): Promise<LoadReport> {
    this.#runs += 1
    const { warehouse, places } = this
    const settings = settingsWith(given)
    await prepareLoadTables(warehouse, feeds, [])
    await beginAnewWhereLost({ warehouse, places, settings })
    const report = await load(warehouse, {
      ...loadedFrom(places, [], settings.connections),
      feeds,
      senders: [],
      settings,
      runId: `run-${this.#runs}`,
      traces,
    })
    await letGoLoaded({ warehouse, places, settings }, report.files)
    return report
  }

  rows(sql: string): Promise<Record<string, unknown>[]> {
    return this.warehouse.rows(sql)
  }
}

const opened = (places: Places): Promise<Warehouse> =>
  Warehouse.open(places.warehouse, { reach: [places.inbox, places.fetched] })

const settingsWith = (given: Given): Settings => ({
  ...defaultSettings,
  connections: connectionsSchema().parse(given),
})
