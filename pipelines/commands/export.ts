import { accessSync, constants } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Command, Option } from 'commander'
import type { Model } from '../../models/model.ts'
import { quoted } from '../../warehouse/engine.ts'
import { readCatalog } from '../runner/catalog.ts'
import { reading } from '../runner/desk.ts'
import { placesOf } from '../runner/places.ts'
import { Problem } from '../runner/problems.ts'
import { readSettings } from '../runner/settings.ts'
import { spreadsheetText } from '../runner/spreadsheet.ts'
import { type Flags, print } from './flags.ts'

type ExportFlags = Flags & { readonly format: 'csv' | 'parquet'; readonly out: string }

export const exportCommand = () =>
  new Command('export')
    .description('Write a table to a file.')
    .argument('<table>', 'the table, such as scores.case_scores')
    .addOption(
      new Option('--format <format>', 'the file’s format').choices(['csv', 'parquet']).default('csv'),
    )
    .requiredOption('--out <file>', 'the file to write')
    .addHelpText('after', '\nExample: recoup export scores.case_scores --format csv --out scores.csv')
    .action(async (name: string, flags: ExportFlags) => {
      const { models } = await readCatalog(await readSettings())
      const model = models.find((entry) => entry.model.name === name)?.model
      if (!model)
        throw unknownTable(
          name,
          models.map((entry) => entry.model.name),
        )
      const out = resolve(flags.out)
      demandWritable(dirname(out))
      const rows = await reading(placesOf(flags), async (warehouse) => {
        await warehouse.run(
          `copy (${exported(model, flags.format)}) to '${out.replaceAll("'", "''")}' (format ${flags.format})`,
        )
        return warehouse.count(`select count(*) from ${quoted(name)}`)
      })
      print(flags, { table: name, rows, out }, [
        `Wrote ${rows.toLocaleString('en')} rows of ${name} to ${out}`,
      ])
    })

/** In the order of the grain. */
function exported({ name, columns, grain }: Model, format: ExportFlags['format']): string {
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

const unknownTable = (name: string, known: readonly string[]) => {
  const alike = known.filter((table) => table.includes(name.split('.').at(-1) ?? name))
  return new Problem(`There is no table ${name}.`, {
    where: 'recoup export',
    next: `name one of the ${known.length} tables${alike.length > 0 ? `; perhaps ${alike.join(' or ')}` : ', such as scores.case_scores or marts.orders'}.`,
  })
}
