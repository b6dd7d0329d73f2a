import { Command, Option } from 'commander'
import type { ExportFormat } from '../export.ts'
import { placesOf } from '../runner/places.ts'
import { type Flags, print } from './flags.ts'

export const exportCommand = () =>
  new Command('export')
    .description('Write a table to a file.')
    .argument('<table>', 'the table, such as scores.case_scores')
    .addOption(
      new Option('--format <format>', 'the file’s format')
        .choices(['csv', 'parquet', 'arrow'])
        .default('csv'),
    )
    .requiredOption('--out <file>', 'the file to write')
    .addHelpText('after', '\nExample: recoup export scores.case_scores --format csv --out scores.csv')
    .action(async (table: string, flags: Flags & { format: ExportFormat; out: string }) => {
      const { exportTable } = await import('../export.ts')
      const report = await exportTable(placesOf(flags), { ...flags, table })
      print(flags, report, [`Wrote ${report.rows.toLocaleString('en')} rows of ${table} to ${report.out}`])
    })
