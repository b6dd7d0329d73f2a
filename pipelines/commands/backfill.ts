import { Command } from 'commander'
import type { BackfillReport } from '../backfill.ts'
import { placesOf } from '../runner/places.ts'
import { demandWarehouse } from '../runner/reading.ts'
import { type AsOfFlag, asOfFlag, type Flags, print, progressOf } from './flags.ts'

export const backfillCommand = () =>
  new Command('backfill')
    .description('Compute rows of a table again and bring what rests on it up to date; the ledger keeps why.')
    .argument('<table>', 'the table, such as marts.orders')
    .requiredOption('--why <words>', 'the reason, which the ledger of builds keeps')
    .option('--from <day>', 'only rows from this day on, by the table’s first day')
    .option('--to <day>', 'only rows up to this day')
    .option(...asOfFlag)
    .addHelpText(
      'after',
      '\nExample: recoup backfill marts.orders --from 2026-03-01 --why "rates were mended by hand"',
    )
    .action(async (table: string, flags: Flags & AsOfFlag & { why: string; from?: string; to?: string }) => {
      const places = placesOf(flags)
      demandWarehouse(places)
      const { atDesk } = await import('../runner/desk.ts')
      const { backfill } = await import('../backfill.ts')
      const report = await atDesk(places, 'backfill', (desk) =>
        backfill(desk, { ...flags, table }, { asOf: flags.asOf, progress: progressOf(flags) }),
      )
      print(flags, report, said(report))
    })

function said({ table, by, came, went, built }: BackfillReport): string[] {
  const which = by
    ? `The rows of ${table} of these days, by ${by}, were computed again`
    : `All rows of ${table} were computed again`
  if (came + went === 0) return [`${which}: none came out otherwise.`]
  const rows = (count: number) => `${count.toLocaleString('en')} ${count === 1 ? 'row' : 'rows'}`
  return [
    `${which}: ${rows(went)} went and ${rows(came)} came, each changed row as one of both.`,
    built.length > 0 ? `Brought up to date after it: ${built.join(', ')}.` : 'Nothing rests on it.',
  ]
}
