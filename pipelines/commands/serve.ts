import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { readSettings } from '../runner/settings.ts'
import { count, type Flags, teller } from './flags.ts'

export const serveCommand = () =>
  new Command('serve')
    .description('Serve the pages, to work cases in them, and an API, until it is asked to end.')
    .option('--port <n>', 'the port; 0 takes a free one', count, 4280)
    .option(
      '--host <address>',
      'where to listen; elsewhere than on this machine people must sign in',
      '127.0.0.1',
    )
    .option('--schedule', 'run the schedule beside it, as `recoup schedule` does')
    .addHelpText('after', '\nExample: recoup serve --data ./shop --schedule')
    .action(async (flags: Flags & { port: number; host: string; schedule?: boolean }) => {
      const places = placesOf(flags)
      const { serve } = await import('../serve.ts')
      const { port, host, schedule: withSchedule = false } = flags
      await serve(places, await readSettings(), { port, host, withSchedule, tell: teller(flags) })
    })
