import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { type Flags, print, whole } from './flags.ts'

export const auditCommand = () =>
  new Command('audit')
    .description('Read the trail of who looked at which case and did what, and prove that nobody changed it.')
    .addHelpText('after', '\nExample: recoup audit verify')
    .addCommand(verifyCommand())
    .addCommand(listCommand())

const verifyCommand = () =>
  new Command('verify')
    .description('Follow the chain of the trail from end to end.')
    .option('--head <digest>', 'the digest of an entry, noted earlier, that has to be in the chain')
    .addHelpText('after', '\nExample: recoup audit verify --data ./shop')
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<Flags & { head?: string }>()
      const { trailFolder } = await import('../audit_trail.ts')
      const { verifyTrail } = await import('../audit_trail/verify.ts')
      const verified = await verifyTrail(trailFolder(placesOf(flags)), flags.head)
      print(flags, verified, [
        verified.last === 0
          ? 'The trail is empty: nobody has worked here by `recoup serve`.'
          : `The trail is whole, from entry ${verified.first} to entry ${verified.last}.`,
        ...(verified.first > 1 ? ['The files of the entries before it were put away.'] : []),
        ...(verified.last > 0
          ? [
              `Its head is ${verified.head}`,
              'Note it elsewhere: `recoup audit verify --head DIGEST` will prove that nothing up to it was changed or cut off.',
            ]
          : []),
      ])
    })

type Listed = Flags & { readonly case?: string; readonly who?: string; readonly limit: number }

const listCommand = () =>
  new Command('list')
    .description('List the newest entries of the trail.')
    .option('--case <id>', 'only those about this claim or return')
    .option('--who <name>', 'only those of this person')
    .option('--limit <n>', 'most entries to list', whole, 50)
    .addHelpText('after', '\nExample: recoup audit list --case CL1NIBBFL')
    .action(async (_, command: Command) => {
      const flags = command.optsWithGlobals<Listed>()
      const { trailFolder } = await import('../audit_trail.ts')
      const { newestEntries } = await import('../audit_trail/newest_entries.ts')
      const entries = await newestEntries(trailFolder(placesOf(flags)), flags)
      print(
        flags,
        entries,
        entries.length === 0
          ? ['The trail holds no such entry.']
          : entries.map(
              ({ done_at, who, did, case_type, case_id, about }) =>
                `${done_at.slice(0, 19).replace('T', ' ')}  ${printable(who, 30)} ${did.replaceAll('_', ' ')}${case_id ? ` ${case_type} ${printable(case_id)}` : ''}${about ? ` (${printable(about, 80)})` : ''}`,
            ),
      )
    })
