import { Command } from 'commander'
import type { CaseType } from '../explain/named_case.ts'
import type { Difference } from '../replay/compare.ts'
import type { ReplayedStage, ReplayReport } from '../replay.ts'
import { placesOf } from '../runner/places.ts'
import { printable } from '../runner/printable.ts'
import { Problem } from '../runner/problems.ts'
import { readSettings } from '../runner/settings.ts'
import { typeOption } from './explain.ts'
import { type Flags, print, progressOf } from './flags.ts'

export const replayCommand = () =>
  new Command('replay')
    .description(
      'Make a case’s facts and score anew from the stored records, as they stood at its moment, and compare.',
    )
    .argument('<case>', 'the id of a claim or of a return')
    .addOption(typeOption())
    .addHelpText('after', '\nExample: recoup replay CL1NIBBFL')
    .action(async (caseId: string, flags: Flags & { type?: CaseType }) => {
      const { replay } = await import('../replay.ts')
      const report = await replay(placesOf(flags), await readSettings(), {
        caseId,
        type: flags.type,
        progress: progressOf(flags),
      })
      print(flags, report, said(report))
      if (!report.identical) throw differs(report)
    })

const said = ({ case_type, case_id, ruleset_hash, stages }: ReplayReport): string[] =>
  stages.flatMap((one) => [
    `${case_type} ${printable(case_id)}, ${one.stage} at ${one.scored_as_of.slice(0, 19)} UTC: ${verdict(one, ruleset_hash)}`,
    ...one.differences.map(
      ({ what, stored, replayed }) => `  ${what}: stored ${written(stored)}, replayed ${written(replayed)}`,
    ),
  ])

function verdict(
  { outcome, score, facts_hash, ruleset_hash, differences }: ReplayedStage,
  now: string,
): string {
  if (outcome === 'identical')
    return `identical (score ${score}, facts ${facts_hash}, ruleset ${ruleset_hash})`
  if (outcome === 'other ruleset')
    return `not replayed: it was scored by ruleset ${ruleset_hash}, and this code with these settings is ruleset ${now}`
  return differences.some(({ what }) => what.startsWith('fact: ')) ? 'the facts differ' : 'the score differs'
}

const written = (value: unknown): string =>
  value === undefined
    ? 'nothing'
    : printable(typeof value === 'string' ? `“${value}”` : JSON.stringify(value))

function differs({ case_type, case_id, stages, not_built }: ReplayReport): Problem {
  const changed = tableOf(case_type, stages.flatMap(({ differences }) => differences)[0])
  const isOther = stages.every(({ outcome }) => outcome !== 'differs')
  return new Problem(`The replay of ${case_id} is not identical.`, {
    where: isOther ? 'the ruleset' : changed,
    next: isOther
      ? 'run `recoup run`, which scores every case by the present ruleset; an older one is replayed by the code that made it.'
      : not_built.length > 0
        ? `run \`recoup run\`: ${not_built[0]?.table} waits to be built (${not_built[0]?.why}), and then the case is scored by what is known now.`
        : `\`recoup backfill ${changed} --why …\` computes it again; look for who changed the warehouse by hand.`,
  })
}

/** The table that a difference was found in. */
function tableOf(caseType: CaseType, difference: Difference | undefined): string {
  if (difference?.what.startsWith('fact: ')) return `facts.${caseType}_facts`
  return difference?.what.includes(': ') ? 'scores.case_signals' : 'scores.case_scores'
}
