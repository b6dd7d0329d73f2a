import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'
import { readSettings } from '../runner/settings.ts'
import { calendarDay, type Flags, print } from './flags.ts'

type ProposeFlags = Flags & { readonly from?: string; readonly to?: string }

export const proposeCommand = () =>
  new Command('propose')
    .description(
      'Propose weights of signals from what people decided, beside the present ones. Changes nothing.',
    )
    .option('--from <day>', 'the first day of cases to learn from', calendarDay)
    .option('--to <day>', 'the last day of cases to learn from', calendarDay)
    .addHelpText('after', '\nExample: recoup propose --from 2026-01-01')
    .action(async (flags: ProposeFlags) => {
      const { propose } = await import('../propose.ts')
      const { saidOfProposal } = await import('../propose/said.ts')
      const settings = await readSettings()
      const proposal = await reading(placesOf(flags), (warehouse) => propose(warehouse, settings, flags))
      print(flags, proposal, saidOfProposal(proposal))
    })
