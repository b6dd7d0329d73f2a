import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { defaultSettings, type Settings } from '../../../models/settings.ts'
import { type FileOutcome, type LoadReport, load } from '../../../pipelines/load.ts'
import type { Feed } from '../../../sources/feed.ts'
import type { Sender } from '../../../sources/senders/sender.ts'
import { Warehouse } from '../../../warehouse/duckdb/warehouse.ts'

/** An inbox of real files beside an open warehouse; both are gone when the test is over. */
export class MadeInbox {
  readonly path: string
  readonly warehouse: Warehouse
  #runs = 0

  private constructor(path: string, warehouse: Warehouse) {
    this.path = path
    this.warehouse = warehouse
  }

  static async open(): Promise<MadeInbox> {
    const path = await mkdtemp(join(tmpdir(), 'recoup inbox '))
    const made = new MadeInbox(path, await Warehouse.open(':memory:', { reach: [path] }))
    onTestFinished(() => made.close())
    return made
  }

  async close(): Promise<void> {
    this.warehouse.close()
    await rm(this.path, { recursive: true, force: true })
  }

  async put(path: string, content: string | Buffer): Promise<void> {
    const file = join(this.path, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, content)
  }

  async load(
    feeds: readonly Feed[],
    {
      senders = [],
      settings = {},
      onProgress = () => undefined,
    }: { senders?: readonly Sender[]; settings?: Partial<Settings>; onProgress?: () => void } = {},
  ): Promise<LoadReport> {
    this.#runs += 1
    return load(this.warehouse, {
      inbox: this.path,
      feeds,
      senders,
      settings: { ...defaultSettings, ...settings },
      runId: `run-${this.#runs}`,
      onProgress,
    })
  }

  rows(sql: string): Promise<Record<string, unknown>[]> {
    return this.warehouse.rows(sql)
  }
}

/** The outcome of the file at the path. */
export function fileAt(report: LoadReport, path: string): FileOutcome {
  const found = report.files.find((file) => file.path === path)
  if (!found) throw new Error(`The report tells nothing of ${path}.`)
  return found
}

/** CSV as the feeds page asks for it; cells are quoted where they must be. */
export function csv(rows: readonly Record<string, string>[], delimiter = ','): string {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  const cell = (text: string) => (/["\r\n,;\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const line = (cells: readonly string[]) => `${cells.map(cell).join(delimiter)}\n`
  return line(columns) + rows.map((row) => line(columns.map((column) => row[column] ?? ''))).join('')
}
