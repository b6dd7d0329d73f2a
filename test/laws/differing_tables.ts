import { defaultSettings } from '../../models/settings.ts'
import { readCatalog } from '../../pipelines/runner/catalog.ts'
import type { Places } from '../../pipelines/runner/places.ts'
import { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { literal, quoted } from '../../warehouse/engine.ts'

export const catalog = await readCatalog(defaultSettings)

/** When a record was loaded, and from which file, is the only thing that may differ between two loads of it. */
const ofTheLoad = new Set(['version_at', 'file_number'])

/** Tables of one warehouse whose rows differ from the other's, with how many do. */
export async function differences(one: Places, other: Places): Promise<string[]> {
  const warehouse = await Warehouse.open(one.warehouse, { readOnly: true, reach: [other.warehouse] })
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
