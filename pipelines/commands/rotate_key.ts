import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { demandWarehouse } from '../runner/reading.ts'
import { many } from '../runner/said.ts'
import { type Flags, print, progressOf } from './flags.ts'

export const rotateKeyCommand = () =>
  new Command('rotate-key')
    .description(
      'Put all pseudonyms under a new key: one that is made here, or that of RECOUP_PSEUDONYM_KEY, with the one before it in RECOUP_FORMER_PSEUDONYM_KEY.',
    )
    .option('--lost', 'the key in use is lost: pseudonyms of values that are gone will link to nothing new')
    .addHelpText('after', '\nExample: recoup rotate-key --data ./shop')
    .action(async (flags: Flags & { lost?: boolean }) => {
      const places = placesOf(flags)
      demandWarehouse(places)
      const { rotateKey } = await import('../rotate_key.ts')
      const report = await rotateKey(places, { isLost: flags.lost === true, progress: progressOf(flags) })
      print(flags, report, [
        'All pseudonyms are under the new key; tables and snapshot were made anew.',
        report.is_made_here
          ? `The key is in ${places.pseudonymKey}`
          : 'RECOUP_FORMER_PSEUDONYM_KEY is needed no longer: remove it.',
        ...(report.former_keys > 0
          ? [
              `${many(report.former_keys, 'former key')} in ${places.formerKeys}: pseudonyms of values that are gone rest on them.`,
            ]
          : []),
      ])
    })
