import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { buildSite } from '../site.ts'
import { type Flags, print, progressOf } from './flags.ts'

export const siteCommands = (): Command[] => [
  new Command('site')
    .description('Build the pages from the published snapshot.')
    .addHelpText('after', '\nExample: recoup site --data ./shop')
    .action(async (flags: Flags) => {
      const site = await progressOf(flags).stage('site', (onProgress) =>
        buildSite(placesOf(flags), onProgress),
      )
      print(flags, site, [`The pages are in ${site.path}`])
    }),
]
