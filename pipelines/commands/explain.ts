import { Command } from 'commander'
import { nextStep } from '../explain/words.ts'
import type { ExplainedSignal, Explanation } from '../explain.ts'
import { placesOf } from '../runner/places.ts'
import { reading } from '../runner/reading.ts'
import { type Flags, print } from './flags.ts'

export const explainCommand = () =>
  new Command('explain')
    .description(
      'Say why a case ranks where it does: the prior, each signal, what is not known, the honest explanations.',
    )
    .argument('<case>', 'the id of a claim or of a return')
    .addHelpText('after', '\nExample: recoup explain C-000123')
    .action(async (caseId: string, flags: Flags) => {
      const { explain } = await import('../explain.ts')
      const explanation = await reading(placesOf(flags), (warehouse) => explain(warehouse, caseId))
      print(flags, explanation, said(explanation))
    })

const bits = (weight: number) => `${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`.padStart(7)
const percent = (share: number) => `${(share * 100).toFixed(1)}%`

function said(e: Explanation): string[] {
  const fired = e.signals.filter(({ outcome }) => outcome === 'fired')
  const unknown = e.signals.filter(({ outcome }) => outcome === 'unknown')
  const against = fired.filter(({ weight }) => weight > 0)
  const proofs = [...new Set(fired.flatMap(({ proof }) => (proof ? [proof] : [])))]
  return [
    `${e.case_type} ${e.case_id}, ${e.stage} at ${e.scored_as_of} UTC`,
    `  ${percent(e.score)} likely to be abuse; a review is worth ${Number(e.expected_value).toFixed(2)}. Next: ${nextStep[e.band] ?? e.band}.`,
    '',
    '  bits   (+1 doubles the odds of abuse, −1 halves them)',
    `${bits(e.prior_log_odds)}  before any evidence`,
    ...fired.map(({ weight, reason }) => `${bits(weight)}  ${reason}`),
    `${bits(e.log_odds)}  in all`,
    ...section(
      'Not known',
      unknown.map(({ signal }) => signal.replaceAll('_', ' ')),
    ),
    ...section('Honest explanations', against.map(innocentOf)),
    ...section('What would settle it', proofs),
    '',
    `  A score says what to look at first, never what a person is. (facts ${e.facts_hash.slice(0, 12)}, ruleset ${e.ruleset_hash.slice(0, 12)})`,
  ]
}

const innocentOf = ({ innocent }: ExplainedSignal) => innocent ?? ''

const section = (title: string, entries: readonly string[]): string[] =>
  entries.length === 0 ? [] : ['', `  ${title}`, ...[...new Set(entries)].map((entry) => `    · ${entry}`)]
