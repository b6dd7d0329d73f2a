import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { defaultSettings } from '../../models/settings.ts'
import { run } from '../../pipelines/run.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'
import { atDesk } from '../../pipelines/runner/desk.ts'
import { type Places, placesOf } from '../../pipelines/runner/places.ts'
import { silent } from '../../pipelines/runner/progress.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal, quoted } from '../../warehouse/engine.ts'

export const catalog = await readCatalog(defaultSettings)

/** A data directory that is gone when the test ends; its name has a space, as people's folders do. */
export function shopFolder(): Places {
  const data = mkdtempSync(join(tmpdir(), 'recoup shop '))
  onTestFinished(() => rmSync(data, { recursive: true, force: true }))
  return placesOf({ data }, {})
}

export const runAll = (places: Places) => atDesk(places, 'run', (desk) => run(desk, { progress: silent }))

/** When a record was loaded, and from which file, is the only thing that may differ between two loads of it. */
const ofTheLoad = new Set(['version_at', 'file_number'])

/** Tables of one warehouse whose rows differ from the other's, with how many do. */
export async function differences(one: Places, other: Places): Promise<string[]> {
  const warehouse = await Warehouse.open(one.warehouse, { readOnly: true })
  const found: string[] = []
  try {
    await warehouse.run(`attach ${literal(other.warehouse)} as other (read_only)`)
    for (const { model } of catalog.models) {
      const columns = Object.keys(model.columns).filter((column) => !ofTheLoad.has(column))
      const rowsOf = (table: string) => `select ${columns.map(quoted).join(', ')} from ${table}`
      const here = rowsOf(quoted(model.name))
      const there = rowsOf(`other.${quoted(model.name)}`)
      const differing = await warehouse.count(
        `select (select count(*) from (${here} except all ${there})) + (select count(*) from (${there} except all ${here}))`,
      )
      if (differing > 0) found.push(`${model.name}: ${differing} rows`)
    }
  } finally {
    warehouse.close()
  }
  return found
}
