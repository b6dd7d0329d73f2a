import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { readingEither } from '../runner/reading.ts'
import { readSettings } from '../runner/settings.ts'
import { type Flags, print } from './flags.ts'

export const queueCommand = () =>
  new Command('queue')
    .description('List the cases to look at next, in order, each with the strongest reason.')
    .addHelpText('after', '\nExample: recoup queue --data ./shop')
    .action(async (flags: Flags) => {
      const { CaseLogs } = await import('../decide/case_logs.ts')
      const { readQueue } = await import('../queue.ts')
      const { saidOfQueue } = await import('../queue/said.ts')
      const { reportingCurrency: currency } = await readSettings()
      const places = placesOf(flags)
      const logs = new CaseLogs(places, 'queue')
      logs.refresh()
      const queue = await readingEither(places, (warehouse, from) =>
        readQueue(warehouse, from, logs.standing()),
      )
      print(flags, { ...queue, currency }, saidOfQueue(queue, { currency }))
    })
