import type { CountedFact, EarlierStage, ExplainedSignal, Explanation, Silenced } from '../explain.ts'
import { printable } from '../runner/printable.ts'
import { wrapped } from '../runner/wrapped.ts'
import { kindOf, nextStep } from './words.ts'

/** An explanation for the reviewer, in the words of the case page. */
export function said(e: Explanation): string[] {
  const fired = e.signals.filter(({ outcome, silenced }) => outcome === 'fired' && !silenced)
  const against = fired.filter(({ weight }) => weight > 0)
  const limit = e.log_odds - e.prior_log_odds - fired.reduce((sum, { weight }) => sum + weight, 0)
  return [
    `${e.case_type} ${printable(e.case_id)} of order ${printable(e.order_id)}, ${e.stage} at ${e.scored_as_of} UTC`,
    `  ${percent(e.score)} likely to be abuse; a review is worth ${Number(e.expected_value).toFixed(2)}, where ${Number(e.value).toFixed(2)} is asked for. Next: ${nextStep[e.band] ?? e.band}.`,
    ...e.decisions.map(
      ({ decision_id, finding, action, reviewer, decided_at }) =>
        `  Decided ${decided_at} UTC by ${printable(reviewer)}: ${kindOf(finding)}, ${kindOf(action)} (${printable(decision_id)}).`,
    ),
    '',
    '  bits   (+1 doubles the odds of abuse, −1 halves them)',
    `${bits(e.prior_log_odds)}  before any evidence`,
    ...fired.map(({ weight, reason }) => `${bits(weight)}  ${printable(reason ?? '')}`),
    ...(Math.abs(limit) > 0.005 ? [`${bits(limit)}  because no case counts as beyond doubt`] : []),
    `${bits(e.log_odds)}  in all`,
    ...section(
      'What speaks for the customer',
      unique(against, ({ innocent }) => innocent),
    ),
    ...section(
      'What would settle it',
      unique(against, ({ proof }) => proof),
    ),
    ...section('Silenced, so that it weighs nothing', e.signals.flatMap(silencedOf)),
    ...section('What is not known', named(e.signals, 'unknown')),
    ...section('Looked at, nothing found', named(e.signals, 'clear')),
    ...section('The parcel’s way', e.lane.map(counted)),
    ...section('What came before', e.history.map(counted)),
    ...section(
      'Accounts that count as one',
      e.linked_accounts.length > 1 ? e.linked_accounts.map(account) : [],
    ),
    ...section('Earlier stages', e.earlier_stages.map(earlier)),
    '',
    `  A score says what to look at first, never what a person is. (facts ${e.facts_hash.slice(0, 12)}, ruleset ${e.ruleset_hash.slice(0, 12)})`,
  ]
}

const bits = (weight: number) => `${weight >= 0 ? '+' : '−'}${Math.abs(weight).toFixed(2)}`.padStart(7)
const percent = (share: number) => `${(share * 100).toFixed(1)}%`

const unique = (signals: readonly ExplainedSignal[], of: (signal: ExplainedSignal) => string | null) => [
  ...new Set(signals.flatMap((signal) => of(signal) ?? [])),
]

const named = (signals: readonly ExplainedSignal[], wanted: ExplainedSignal['outcome']) => {
  const names = signals.filter(({ outcome }) => outcome === wanted).map(({ signal }) => kindOf(signal))
  return names.length > 0 ? [names.join(', ')] : []
}

const silencedOf = ({ reason, silenced }: ExplainedSignal) =>
  silenced ? [`${printable(reason ?? '')} ${saidOfSilence(silenced)}`] : []

const saidOfSilence = ({ suppression_id, until, reason, reviewer }: Silenced) =>
  `Silenced until ${until} by ${printable(reviewer)}: ${printable(reason)} (${suppression_id})`

const counted = ({ fact, about, value }: CountedFact) =>
  `${about.replace(/\.$/, '')}: ${value === null ? 'not known' : fact.endsWith('_loss') ? `${(value * 100).toFixed(2)}%` : value}`

const account = ({ customer_id, linked_by }: Explanation['linked_accounts'][number]) =>
  `${printable(customer_id)}${linked_by ? `, linked by ${kindOf(linked_by)}` : ''}`

const earlier = ({ stage, scored_as_of, score, log_odds, top_reason }: EarlierStage) =>
  `${stage} at ${scored_as_of} UTC: ${percent(score)} (${log_odds >= 0 ? '+' : '−'}${Math.abs(log_odds).toFixed(1)} bits)${top_reason ? `; ${printable(top_reason)}` : ''}`

const section = (title: string, entries: readonly string[]): string[] =>
  entries.length === 0 ? [] : ['', `  ${title}`, ...entries.flatMap(bulleted)]

const bulleted = (entry: string): string[] =>
  wrapped(entry, 104).map((line, nth) => `${nth === 0 ? '    · ' : '      '}${line}`)
