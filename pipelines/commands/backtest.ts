import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { readSettings } from '../runner/settings.ts'
import { calendarDay, type Flags, print } from './flags.ts'

type BacktestFlags = Flags & { readonly truth?: string; readonly from?: string; readonly to?: string }

export const backtestCommand = () =>
  new Command('backtest')
    .description(
      'Score past cases with the signals and settings as they are now: what would enter the queue or leave it?',
    )
    .option('--truth <file>', 'a CSV file with case_type, case_id and is_abuse (else the decisions made)')
    .option('--from <day>', 'the first day of cases to score', calendarDay)
    .option('--to <day>', 'the last day of cases to score', calendarDay)
    .addHelpText('after', '\nExample: recoup backtest --from 2026-01-01')
    .action(async (flags: BacktestFlags) => {
      const { backtest } = await import('../backtest.ts')
      const { saidOfBacktest } = await import('../backtest/said.ts')
      const settings = await readSettings()
      const report = await backtest(placesOf(flags), settings, flags)
      print(flags, report, saidOfBacktest(report, { currency: settings.reportingCurrency }))
    })
