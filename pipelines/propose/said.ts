import { populations } from '../evaluate/cases.ts'
import type { Interval } from '../evaluate/intervals.ts'
import { comparedHead, saidOfCompared } from '../evaluate/said_compared.ts'
import type { Proposal, ProposedWeight, TypeProposal } from '../propose.ts'
import { leastLabels } from './columns.ts'
import type { Judged } from './judged.ts'

/** The proposal in tables of plain text, at most 110 columns wide. */
export const saidOfProposal = ({ maturedBy, types }: Proposal): string[] => [
  `Learnt from what people decided by ${maturedBy} UTC. No weight is changed by this.`,
  'In brackets: where the figure falls in 95 of 100 samples drawn anew.',
  ...types.flatMap((type) => ['', ...saidOfType(type)]),
]

function saidOfType(type: TypeProposal): string[] {
  const { caseType, earlier, later, between, splitOn, refused, prior, weights, judged } = type
  const head = `${caseType.toUpperCase()}S: ${earlier.labels + later.labels + between} labels`
  if (refused !== null || prior === null) return [head, `  nothing is proposed: ${refused}`]
  return [
    head,
    `  to learn from: ${earlier.labels} decided before ${splitOn}, ${earlier.abusive} of them abusive`,
    `  to judge by: ${later.labels} of that day and later, ${later.abusive} of them abusive`,
    ...(between > 0 ? [`  in neither, because they were open on that day: ${between}`] : []),
    '',
    comparedHead('on the later ones'),
    ...judged.flatMap(saidOfJudged),
    '',
    `  ${`models/signals/${caseType}s/`.padEnd(34)}${'labels'.padStart(7)}${'abusive'.padStart(9)}${'bits now'.padStart(10)}${'proposed'.padStart(10)}   factor on the weight`,
    ...weights.map(saidOfWeight),
    '',
    `  The prior that these go with: ${percent(prior.proposed.value)} [${percent(prior.proposed.low)}–${percent(prior.proposed.high)}], at present ${percent(prior.present)} (settings.priors.${caseType}).`,
  ]
}

const saidOfJudged = (one: Judged): string[] => [
  `  ${populations[one.population]}: ${one.cases} cases, ${one.abusive} abusive`,
  ...saidOfCompared(one),
]

const saidOfWeight = ({
  signal,
  state,
  labels,
  abusive,
  presentBits,
  proposedBits,
  factor,
}: ProposedWeight) =>
  `  ${`${signal}.ts${state === 'trial' ? ' (trial)' : ''}`.padEnd(34)}${String(labels).padStart(7)}${String(abusive).padStart(9)}${presentBits.toFixed(2).padStart(10)}${proposedBits.toFixed(2).padStart(10)}   ${factor ? range(factor) : `stays: fewer than ${leastLabels} labels`}`

const percent = (share: number) => `${(share * 100).toFixed(1)}%`
const range = ({ value, low, high }: Interval) => `${value.toFixed(2)} [${low.toFixed(2)}–${high.toFixed(2)}]`
