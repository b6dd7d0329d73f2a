import { Command, Option } from 'commander'
import { decisions } from '../../sources/feeds/decisions.ts'
import type { DecideReport } from '../decide.ts'
import type { CaseType } from '../explain/named_case.ts'
import { placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { readSettings } from '../runner/settings.ts'
import { typeOption } from './explain.ts'
import { type Flags, print } from './flags.ts'

type DecideFlags = Flags & {
  readonly finding: string
  readonly action: string
  readonly reviewer: string
  readonly note?: string
  readonly appealOf?: string
  readonly type?: CaseType
}

const words = (column: 'finding' | 'action') => [...(decisions.columns[column].facts.choices ?? [])]

export const decideCommand = () =>
  new Command('decide')
    .description('Write down what you found about a case and what is done. The next run takes it in.')
    .argument('<case>', 'the id of a claim or of a return')
    .addOption(
      new Option('--finding <what>', 'what you found').choices(words('finding')).makeOptionMandatory(),
    )
    .addOption(new Option('--action <what>', 'what is done').choices(words('action')).makeOptionMandatory())
    .requiredOption('--reviewer <name>', 'who decides')
    .option('--note <text>', 'your own words, up to 10,000 characters')
    .option('--appeal-of <decision>', 'the earlier decision on the case that this one looks at again')
    .addOption(typeOption())
    .addHelpText(
      'after',
      '\nExample: recoup decide CL1NIBBFL --finding carrier_fault --action approve --reviewer rita --note "driver confirmed"',
    )
    .action(async (caseId: string, flags: DecideFlags) => {
      const { decide } = await import('../decide.ts')
      const report = await decide(placesOf(flags), await readSettings(), { ...flags, caseId })
      print(flags, report, said(report))
    })

function said({ decision, is_new, looked_up_in, is_shop_clock, torn }: DecideReport): string[] {
  const { decision_id, case_type, case_id, finding, action, reviewer, decided_at } = decision
  const at = decided_at.slice(0, 19).replace('T', ' ')
  return [
    `${is_new ? 'Written' : 'This stands written already'}: ${case_type} ${printable(case_id)}, ${plain(finding)}, ${plain(action)}, by ${printable(reviewer)} at ${at} UTC (${decision_id}).`,
    ...(is_shop_clock
      ? ['It is dated by this shop’s own clock: the newest of its records, which is long ago, not today.']
      : []),
    ...(looked_up_in === null
      ? ['Whether this case was ever scored could not be checked, because a run is at work.']
      : []),
    ...torn.map(
      ({ file, keptIn }) =>
        `A crash had cut short the last line of ${file}, which nobody was told of; the piece lies in ${keptIn}.`,
    ),
    action === 'ask_proof' || action === 'escalate'
      ? '`recoup run` takes it in; the case stays in the queue until it is settled.'
      : '`recoup run` takes it in; the case then leaves the queue.',
  ]
}

const plain = (word: string) => word.replaceAll('_', ' ')
