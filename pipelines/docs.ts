import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Described, described } from './docs/described.ts'
import { lineagePage } from './docs/lineage_page.ts'
import { metricsPage } from './docs/metrics_page.ts'
import { tablesPage } from './docs/tables_page.ts'
import { readCatalog } from './runner/catalog.ts'
import { readSettings } from './runner/settings.ts'

const notice = 'Written by `recoup docs` from the files that declare these tables and metrics.'

export type DocsReport = {
  readonly folder: string
  readonly files: readonly string[]
  readonly told: Described
}

/** Writes what every table and metric says of itself, and what is made from what, into a folder. */
export async function writeDocs(folder: string): Promise<DocsReport> {
  const told = described(await readCatalog(await readSettings()))
  const files = {
    'tables.md': tablesPage(told, notice),
    'metrics.md': metricsPage(told, notice),
    'lineage.md': lineagePage(told, notice),
    'catalog.json': `${JSON.stringify(told, null, 2)}\n`,
  }
  const out = resolve(folder)
  mkdirSync(out, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(out, name), text)
  return { folder: out, files: Object.keys(files), told }
}
