import type { Settings } from '../models/settings.ts'
import { signals } from '../models/signals/all.ts'
import type { Signal } from '../models/signals/signal.ts'
import type { Warehouse } from '../warehouse/duckdb/warehouse.ts'
import { type Interval, weightsOf } from './evaluate/intervals.ts'
import { labelsFromDecisions } from './evaluate/labels.ts'
import { type CaseType, type DecidedCase, decidedCases } from './propose/cases.ts'
import { heldBefore, presentFactor, rowsOf, type SignalColumn, signalColumns } from './propose/columns.ts'
import { fitted } from './propose/fit.ts'
import { type Judged, judged } from './propose/judged.ts'
import { ranges } from './propose/ranges.ts'
import { split } from './propose/split.ts'
import { queueAsOf } from './queue.ts'
import { Problem } from './runner/problems.ts'

/** What is proposed for one signal. */
export type ProposedWeight = {
  readonly signal: string
  /** The file that says its weight. */
  readonly file: string
  readonly state: Signal['state']
  /** Earlier labels on which it gave bits, and how many of them are abuse. */
  readonly labels: number
  readonly abusive: number
  /** Bits on average where it gave some: at present, on trial 0, and as proposed. */
  readonly presentBits: number
  readonly proposedBits: number
  /** What its weight is to be multiplied with; of one on trial the weight that it would have. Null where it is refused. */
  readonly factor: Interval | null
}

/** What is proposed for the cases of one type, whose weights are in the same folder. */
export type TypeProposal = {
  readonly caseType: CaseType
  readonly earlier: Counted
  readonly later: Counted
  /** Labels that are neither: the case was open on the day of the split. */
  readonly between: number
  /** The first day of the later cases. */
  readonly splitOn: string
  /** Why nothing is proposed, where it is so. */
  readonly refused: string | null
  /** Share of abuse before any evidence. */
  readonly prior: { readonly present: number; readonly proposed: Interval; readonly shiftBits: number } | null
  /** In order of how much they would change. */
  readonly weights: readonly ProposedWeight[]
  /** On the later cases, which the fit has not seen. */
  readonly judged: readonly Judged[]
}

type Counted = { readonly labels: number; readonly abusive: number }

export type Proposal = {
  readonly asOf: string
  /** Decisions after it do not count yet: an appeal may still come. */
  readonly maturedBy: string
  /** Digest of the signals, weights and settings that the factors are on. */
  readonly rulesetHash: string
  readonly from: string | null
  readonly to: string | null
  readonly types: readonly TypeProposal[]
}

/** Labels of either kind, abuse and not, without which nothing is proposed: among the earlier, and the later ones. */
const leastEarlier = 30
const leastLater = 10

/** Proposes weights from what reviewers decided. Nothing is written. */
export async function propose(
  warehouse: Warehouse,
  settings: Settings,
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
): Promise<Proposal> {
  const asOf = await queueAsOf(warehouse, 'warehouse')
  const maturedBy = daysBefore(asOf, settings.matured.decisions)
  await labelsFromDecisions(warehouse)
  const period = { from: from ?? null, to: to ?? null }
  const cases = await decidedCases(warehouse, { ...period, maturedBy })
  if (cases.length === 0) throw nothingToLearnFrom(maturedBy)
  return {
    asOf,
    maturedBy,
    rulesetHash: await rulesetOf(warehouse),
    ...period,
    types: (['claim', 'return'] as const).map((caseType) =>
      proposalFor(
        caseType,
        cases.filter((one) => one.caseType === caseType),
      ),
    ),
  }
}

/** The one ruleset by which the last run scored all cases. */
async function rulesetOf(warehouse: Warehouse): Promise<string> {
  const [row] = await warehouse.rows<{ ruleset_hash: string }>(
    'select any_value(ruleset_hash) as ruleset_hash from scores.case_scores',
  )
  return row?.ruleset_hash ?? ''
}

function proposalFor(caseType: CaseType, cases: readonly DecidedCase[]): TypeProposal {
  const { on, earlier, later, between } = split(cases)
  const counts = {
    caseType,
    earlier: counted(earlier),
    later: counted(later),
    between,
    splitOn: on,
  }
  const refused =
    tooFew(counts.earlier, leastEarlier, 'to learn from') ?? tooFew(counts.later, leastLater, 'to judge by')
  if (refused) return { ...counts, refused, prior: null, weights: [], judged: [] }

  const columns = signalColumns(
    signals.filter(({ facts }) => facts.name === factsOf[caseType]),
    earlier,
  )
  const [rows, weights, held] = [rowsOf(columns, earlier), weightsOf(earlier), heldBefore(columns)]
  const found = fitted(rows, weights, held)
  const [shift, ...factors] = ranges(rows, weights, held, found) as [Interval, ...Interval[]]
  return {
    ...counts,
    refused: null,
    prior: priorFrom(earlier[0] as DecidedCase, shift),
    weights: columns
      .map((column, index) => proposedWeight(caseType, column, factors[index] as Interval))
      .sort((a, b) => changeOf(b) - changeOf(a)),
    judged: judged(later, rowsOf(columns, later), found),
  }
}

const factsOf = { claim: 'facts.claim_facts', return: 'facts.return_facts' } as const

const counted = (cases: readonly DecidedCase[]): Counted => ({
  labels: cases.length,
  abusive: cases.filter(({ isAbuse }) => isAbuse).length,
})

function tooFew({ labels, abusive }: Counted, least: number, what: string): string | null {
  if (Math.min(abusive, labels - abusive) >= least) return null
  return `of the ${labels} labels ${what}, ${abusive} are abuse and ${labels - abusive} are not; it takes ${least} of either`
}

function priorFrom({ priorLogOdds }: DecidedCase, { value, low, high }: Interval): TypeProposal['prior'] {
  const share = (shift: number) => 1 / (1 + 2 ** -(priorLogOdds + shift))
  return {
    present: share(0),
    proposed: { value: share(value), low: share(low), high: share(high) },
    shiftBits: value,
  }
}

function proposedWeight(
  caseType: CaseType,
  { signal, labels, abusive, bits, isRefused }: SignalColumn,
  factor: Interval,
): ProposedWeight {
  return {
    signal: signal.name,
    file: `models/signals/${caseType}s/${signal.name}.ts`,
    state: signal.state,
    labels,
    abusive,
    presentBits: presentFactor(signal) * bits,
    proposedBits: factor.value * bits,
    factor: isRefused ? null : factor,
  }
}

const changeOf = ({ proposedBits, presentBits, factor }: ProposedWeight) =>
  factor === null ? -1 : Math.abs(proposedBits - presentBits)

const daysBefore = (asOf: string, days: number) =>
  new Date(Date.parse(`${asOf.replace(' ', 'T')}Z`) - days * 86_400_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ')

const nothingToLearnFrom = (maturedBy: string) =>
  new Problem(`No case of this period was settled by a person before ${maturedBy}.`, {
    where: 'marts.decisions',
    next: 'name an earlier --from, load decisions, or wait until they are matured (settings.matured.decisions).',
  })
