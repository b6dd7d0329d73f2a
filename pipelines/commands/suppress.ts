import { Command, Option } from 'commander'
import { suppressions } from '../../sources/logged/suppressions.ts'
import type { CaseType } from '../explain/named_case.ts'
import { placesOf } from '../runner/places.ts'
import { readSettings } from '../runner/settings.ts'
import { typeOption } from './explain.ts'
import { calendarDay, type Flags, print } from './flags.ts'

const asked = ['signal', 'for', 'until', 'reason'] as const

type SuppressFlags = Flags & { readonly [Name in (typeof asked)[number]]?: string } & {
  readonly reviewer?: string
  readonly type?: CaseType
  readonly end?: string
  readonly list?: boolean
}

export const suppressCommand = () =>
  new Command('suppress')
    .description(
      'Silence a signal for the identity or the lane of a case that you reviewed, until a day. The next run takes it in.',
    )
    .argument('[case]', 'the id of a claim or of a return that was decided')
    .option('--signal <name>', 'the signal, as `recoup explain --json` names it')
    .addOption(
      new Option('--for <what>', 'for whom or what').choices([
        ...(suppressions.columns.silenced_for.facts.choices ?? []),
      ]),
    )
    .option('--until <day>', 'the last day on which it is silenced, at most 180 days from today', calendarDay)
    .option('--reason <text>', 'why the signal misleads there, up to 10,000 characters')
    .option('--reviewer <name>', 'who silences it, or ends it')
    .addOption(typeOption())
    .addOption(new Option('--end <id>', 'end this suppression now').conflicts([...asked, 'type', 'list']))
    .addOption(
      new Option('--list', 'list the suppressions in force').conflicts([...asked, 'type', 'reviewer']),
    )
    .addHelpText(
      'after',
      `
Example: recoup suppress CL1NIBBFL --signal linked_accounts --for identity --until 2026-09-30 --reason "a hostel's front desk" --reviewer rita
         recoup suppress --list
         recoup suppress --end SP-20260701T090000000Z-1a2b3c4d --reviewer rita`,
    )
    .action(async (caseId: string | undefined, flags: SuppressFlags, command: Command) => {
      const places = placesOf(flags)
      if (caseId !== undefined && (flags.end !== undefined || flags.list))
        command.error('error: a case is named to silence a signal, not with --end or --list')
      const missing = missingOf(caseId, flags)
      if (missing.length > 0) command.error(`error: missing ${missing.join(', ')}`)
      const { endSuppression, suppress, suppressionsInForce } = await import('../suppress.ts')
      const { saidOfInForce, saidOfSuppression } = await import('../suppress/said.ts')
      const settings = await readSettings()
      if (flags.list) {
        const inForce = await suppressionsInForce(places, settings)
        return print(flags, inForce, saidOfInForce(inForce))
      }
      const { signal = '', for: silencedFor = '', until = '', reason = '', reviewer = '', type, end } = flags
      const report = end
        ? await endSuppression(places, settings, { id: end, reviewer })
        : await suppress(places, settings, {
            caseId: caseId ?? '',
            type,
            signal,
            for: silencedFor,
            until,
            reason,
            reviewer,
          })
      print(flags, report, saidOfSuppression(report))
    })

/** What has to be given, and is not. */
function missingOf(caseId: string | undefined, flags: SuppressFlags): string[] {
  if (flags.list) return []
  const needed = flags.end === undefined ? ([...asked, 'reviewer'] as const) : (['reviewer'] as const)
  const names = needed.filter((name) => flags[name] === undefined).map((name) => `--${name}`)
  return flags.end === undefined && caseId === undefined ? ['the case', ...names] : names
}
