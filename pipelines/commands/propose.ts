import { Command } from 'commander'
import type { Challenge } from '../propose/challenge.ts'
import { placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { reading } from '../runner/reading.ts'
import { minuteOf } from '../runner/said.ts'
import { readSettings } from '../runner/settings.ts'
import { calendarDay, type Flags, print } from './flags.ts'

type ProposeFlags = Flags & { readonly from?: string; readonly to?: string; readonly challengeBy?: string }

export const proposeCommand = () =>
  new Command('propose')
    .description(
      'Propose weights of signals from what people decided, beside the present ones. Changes none.',
    )
    .option('--from <day>', 'the first day of cases to learn from', calendarDay)
    .option('--to <day>', 'the last day of cases to learn from', calendarDay)
    .option('--challenge-by <name>', 'let the proposal run in shadow, in your name: it changes no score')
    .addHelpText('after', '\nExample: recoup propose --from 2026-01-01 --challenge-by rita')
    .action(async (flags: ProposeFlags) => {
      const { propose } = await import('../propose.ts')
      const { saidOfProposal } = await import('../propose/said.ts')
      const { challenge } = await import('../propose/challenge.ts')
      const settings = await readSettings()
      const places = placesOf(flags)
      const proposal = await reading(places, (warehouse) => propose(warehouse, settings, flags))
      const by = flags.challengeBy
      const challenger = by === undefined ? null : challenge(places, settings, proposal, by)
      print(flags, { ...proposal, challenger }, [
        ...saidOfProposal(proposal),
        ...(challenger ? saidOfChallenge(challenger) : []),
      ])
    })

const saidOfChallenge = ({ proposalId, recordedAt }: Challenge): string[] => [
  '',
  `Recorded as ${printable(proposalId)}. From the next run on it scores, in shadow, cases later than ${minuteOf(recordedAt)}`,
  'UTC, until the next is recorded or the ruleset changes. `recoup evaluate` sets it against the score.',
]
