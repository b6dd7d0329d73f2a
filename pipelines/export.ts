import { accessSync, constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { Model } from '../models/model.ts'
import { quoted } from '../warehouse/engine.ts'
import { readCatalog } from './runner/catalog.ts'
import type { Places } from './runner/places.ts'
import { Problem } from './runner/problems.ts'
import { reading } from './runner/reading.ts'
import { readSettings } from './runner/settings.ts'
import { spreadsheetText } from './runner/spreadsheet.ts'
import { unknownTable } from './runner/unknown_table.ts'

export type ExportFormat = 'csv' | 'parquet' | 'arrow'

export type ExportReport = {
  readonly table: string
  readonly rows: number
  /** The file, in full. */
  readonly out: string
}

/** Writes a table of the warehouse to a file. */
export async function exportTable(
  places: Places,
  wanted: { table: string; format: ExportFormat; out: string },
): Promise<ExportReport> {
  const { table, format } = wanted
  const { models } = await readCatalog(await readSettings())
  const model = models.find((entry) => entry.model.name === table)?.model
  if (!model)
    throw unknownTable(
      table,
      models.map((entry) => entry.model.name),
      'recoup export',
    )
  const out = resolve(wanted.out)
  demandWritable(dirname(out))
  const rows = await reading(
    places,
    async (warehouse) => {
      const select = exported(model, format)
      if (format === 'arrow') {
        const { writeArrow } = await import('./export/arrow.ts')
        await writeArrow(warehouse, select, model.columns, out)
      } else await warehouse.run(`copy (${select}) to '${out.replaceAll("'", "''")}' (format ${format})`)
      return warehouse.count(`select count(*) from ${quoted(table)}`)
    },
    [out],
  )
  return { table, rows, out }
}

/** In the order of the grain. */
function exported({ name, columns, grain }: Model, format: ExportFormat): string {
  const selected = Object.entries(columns).map(([column, { facts }]) =>
    format === 'csv' && facts.kind === 'text' ? spreadsheetText(column) : quoted(column),
  )
  return `select ${selected.join(', ')} from ${quoted(name)} order by ${grain.map(quoted).join(', ')}`
}

function demandWritable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new Problem('The folder for the file does not exist or cannot be written to.', {
      where: folder,
      next: 'make the folder, or name another place with --out.',
    })
  }
}
