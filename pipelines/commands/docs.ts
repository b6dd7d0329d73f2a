import { join } from 'node:path'
import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { type Flags, print } from './flags.ts'

export const docsCommand = () =>
  new Command('docs')
    .description('Write the dictionary of tables and metrics, and what is made from what, into a folder.')
    .option('--out <folder>', 'the folder to write to (else <data>/docs)')
    .addHelpText('after', '\nExample: recoup docs --out ./docs\nWith --json it prints the whole catalog too.')
    .action(async (flags: Flags & { out?: string }) => {
      const { writeDocs } = await import('../docs.ts')
      const { folder, files, told } = await writeDocs(flags.out ?? join(placesOf(flags).data, 'docs'))
      print(flags, told, [
        `Told of ${told.tables.length} tables and ${told.metrics.length} metrics in ${folder}: ${files.join(', ')}`,
      ])
    })
