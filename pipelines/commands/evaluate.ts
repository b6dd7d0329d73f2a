import { resolve } from 'node:path'
import { Command } from 'commander'
import { placesOf } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'
import { readSettings } from '../runner/settings.ts'
import { calendarDay, type Flags, print } from './flags.ts'

type EvaluateFlags = Flags & { truth?: string; from?: string; to?: string }

export const evaluateCommand = () =>
  new Command('evaluate')
    .description(
      'Judge the scores by what cases turned out to be: against simpler rankings, how far to be trusted, how fair.',
    )
    .option('--truth <file>', 'a CSV file with case_type, case_id and is_abuse (else the decisions made)')
    .option('--from <day>', 'the first day of cases to judge', calendarDay)
    .option('--to <day>', 'the last day of cases to judge', calendarDay)
    .addHelpText('after', '\nExample: recoup evaluate --truth data/inbox/_truth/cases.csv --from 2026-01-01')
    .action(async (flags: EvaluateFlags) => {
      const { evaluate } = await import('../evaluate.ts')
      const { saidOfEvaluation } = await import('../evaluate/said.ts')
      const settings = await readSettings()
      const evaluation = await reading(
        placesOf(flags),
        (warehouse) => evaluate(warehouse, settings, flags),
        flags.truth ? [resolve(flags.truth)] : [],
      )
      print(flags, evaluation, saidOfEvaluation(evaluation))
    })
