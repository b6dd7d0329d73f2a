import { Command } from 'commander'
import { demandInbox, placesOf } from '../runner/places.ts'
import { readSettings } from '../runner/settings.ts'
import { type Flags, teller } from './flags.ts'

export const scheduleCommand = () =>
  new Command('schedule')
    .description('Run the pipelines of the settings at their times, until it is asked to end.')
    .addHelpText('after', '\nExample: recoup schedule --data ./shop')
    .action(async (flags: Flags) => {
      const places = placesOf(flags)
      demandInbox(places)
      const { schedule } = await import('../schedule.ts')
      await schedule(places, await readSettings(), { tell: teller(flags) })
    })
