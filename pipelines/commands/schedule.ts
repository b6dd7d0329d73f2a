import { Command } from 'commander'
import { demandInbox, placesOf } from '../runner/places.ts'
import { readSettings } from '../runner/settings.ts'
import type { Flags } from './flags.ts'

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

/** Prints what happens with its time (UTC), a line for each. */
const teller =
  ({ json = false, quiet = false }: Flags) =>
  (said: string) => {
    const told_at = new Date().toISOString()
    if (json) console.log(JSON.stringify({ told_at, said }))
    else if (!quiet) console.log(`${told_at.slice(0, 19).replace('T', ' ')}  ${said}`)
  }
