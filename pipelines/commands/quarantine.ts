import { Command } from 'commander'
import { demandKnown } from '../quarantine/demand_known.ts'
import { list } from '../quarantine/list.ts'
import { saidOfList, saidOfRetry, saidOfRows } from '../quarantine/said.ts'
import { show } from '../quarantine/show.ts'
import { readSources } from '../runner/catalog.ts'
import { loadedFrom, placesOf } from '../runner/places.ts'
import { demandWarehouse, reading } from '../runner/reading.ts'
import { count, type Flags, print, progressOf, whole } from './flags.ts'

type Selected = Flags & { readonly feed?: string; readonly file?: number }

export const quarantineCommand = () =>
  new Command('quarantine')
    .description('Look at what was turned away, and try it again once a contract or a file was mended.')
    .addHelpText('after', '\nExample: recoup quarantine list')
    .addCommand(listCommand())
    .addCommand(showCommand())
    .addCommand(retryCommand())

const feedFlag = ['--feed <name>', 'only that of this feed or sender'] as const
const fileFlag = ['--file <n>', 'only that of the file with this number, as list tells it', whole] as const

const listCommand = () =>
  new Command('list')
    .description('Count held rows by file and rule, and name the files that fail.')
    .option(...feedFlag)
    .option(...fileFlag)
    .option('--limit <n>', 'most entries to list', whole, 50)
    .addHelpText('after', '\nExample: recoup quarantine list --feed orders')
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<Selected & { limit: number }>()
      const sources = await readSources()
      const listed = await reading(placesOf(flags), async (warehouse) => {
        await demandKnown(warehouse, sources, flags)
        return list(warehouse, flags)
      })
      print(flags, listed, saidOfList(listed, flags.limit))
    })

type ShowFlags = Flags & {
  readonly file?: number
  readonly row?: number
  readonly limit: number
  readonly skip: number
  readonly reveal?: boolean
}

const showCommand = () =>
  new Command('show')
    .description('Show held rows whole, with every fault. What is or may be personal is hidden.')
    .argument('[feed]', 'only rows of this feed or sender')
    .option(...fileFlag)
    .option('--row <n>', 'the row at this place of the file, be it held or settled', whole)
    .option('--limit <n>', 'most rows to show', whole, 10)
    .option('--skip <n>', 'rows to pass over before', count, 0)
    .option('--reveal', 'show what is personal, or may be')
    .addHelpText('after', '\nExample: recoup quarantine show --file 12 --row 3')
    .action(async (feed: string | undefined, _, command: Command) => {
      const { file, row, limit, skip, reveal, ...flags } = command.optsWithGlobals<ShowFlags>()
      if (row !== undefined && file === undefined)
        command.error('error: --row needs --file, because a row has its place in a file')
      const sources = await readSources()
      const shown = await reading(placesOf(flags), async (warehouse) => {
        await demandKnown(warehouse, sources, { feed, file })
        return show(warehouse, sources, {
          selection: { feed, file },
          row,
          limit,
          skip,
          reveals: reveal === true,
        })
      })
      print(flags, shown, saidOfRows(shown, skip))
    })

const retryCommand = () =>
  new Command('retry')
    .description('Try held rows again under the contract as it is now, and files that failed.')
    .option(...feedFlag)
    .option(...fileFlag)
    .addHelpText('after', '\nExample: recoup quarantine retry --feed orders')
    .action(async (_, command: Command) => {
      const { feed, file, ...flags } = command.optsWithGlobals<Selected>()
      const places = placesOf(flags)
      demandWarehouse(places)
      const { atDesk } = await import('../runner/desk.ts')
      const { letGoLoaded } = await import('../fetch/loaded.ts')
      const { retry } = await import('../quarantine.ts')
      const { Traces } = await import('../erase/traces.ts')
      const report = await atDesk(
        places,
        'quarantine retry',
        async ({ warehouse, catalog, settings, runId }) => {
          await demandKnown(warehouse, catalog, { feed, file })
          const retried = await progressOf(flags).stage('retry', () =>
            retry(warehouse, {
              ...catalog,
              ...loadedFrom(places, catalog.logged, settings.connections),
              settings,
              runId,
              traces: Traces.of(places),
              selection: { feed, file },
            }),
          )
          await letGoLoaded({ warehouse, places, settings }, retried.files)
          return retried
        },
      )
      print(flags, report, saidOfRetry(report))
    })
