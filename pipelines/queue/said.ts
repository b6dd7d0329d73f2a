import { kindOf } from '../explain/words.ts'
import type { Queue, QueuedCase } from '../queue.ts'
import { printable } from '../runner/printable.ts'
import { many } from '../runner/said.ts'
import { wrapped } from '../runner/wrapped.ts'

export type QueueWords = { readonly currency: string }

/** The widest line of the table, in characters. */
const width = 110
const indent = '      '

/** The queue as a table: a line of figures for each case, and its strongest reason beneath. */
export function saidOfQueue({ as_of, read_from, cases }: Queue, { currency }: QueueWords): string[] {
  const source =
    read_from === 'snapshot' ? ['A run is at work, so this is what was published before it.'] : []
  if (cases.length === 0)
    return [
      `Nothing waits to be looked at, as of ${as_of} UTC.`,
      ...source,
      '`recoup run` loads what is new and scores it; `recoup explain CASE` tells of a case that was settled.',
    ]
  const findings = cases.filter(({ is_finding }) => is_finding).length
  return [
    `${many(cases.length, 'case')} to look at, as of ${as_of} UTC${findings > 0 ? `; ${many(findings, 'exact finding')} (!) first` : ''}.`,
    ...source,
    '',
    header(cases, currency),
    ...cases.flatMap((one) => [row(cases, one), ...reasonOf(one), ...decidedOf(one)]),
    '',
    'In the order of what a look is worth, a few drawn by lot among them. Score: how likely abuse is.',
    '`recoup explain CASE` says why a case is here; `recoup decide CASE` records what you found.',
  ]
}

const idWidth = (cases: readonly QueuedCase[]) =>
  Math.min(30, Math.max(4, ...cases.map(({ case_id }) => [...printable(case_id)].length)))

const header = (cases: readonly QueuedCase[], currency: string) =>
  cells(cases, ['#', '', 'Case', 'Kind', `Value ${currency}`, 'Score', 'Days'])

const row = (cases: readonly QueuedCase[], one: QueuedCase) =>
  cells(cases, [
    String(one.rank),
    one.is_finding ? '!' : '',
    printable(one.case_id, 30),
    kindOf(one.kind),
    Number(one.value).toFixed(2),
    probabilityOf(one),
    String(one.age_days),
  ])

const probabilityOf = ({ is_finding, score }: QueuedCase): string => {
  if (is_finding) return 'exact'
  if (score === null) return '<50%'
  // No score is beyond doubt, so none is rounded up to certainty.
  return score > 0.999 ? '>99.9%' : `${(score * 100).toFixed(1)}%`
}

const cells = (cases: readonly QueuedCase[], texts: readonly string[]): string => {
  const [rank = '', mark = '', id = '', kind = '', value = '', score = '', days = ''] = texts
  return [
    rank.padStart(4),
    mark.padEnd(1),
    id.padEnd(idWidth(cases)),
    kind.padEnd(19),
    value.padStart(11),
    score.padStart(6),
    days.padStart(5),
  ]
    .join(' ')
    .trimEnd()
}

const reasonOf = ({ top_reason }: QueuedCase): string[] =>
  top_reason === null
    ? []
    : wrapped(printable(top_reason), width - indent.length).map((line) => indent + line)

const decidedOf = ({ decided }: QueuedCase): string[] =>
  decided
    ? wrapped(
        `→ decided, not loaded yet: ${kindOf(decided.finding)}, ${kindOf(decided.action)}, by ${printable(decided.reviewer, 40)}`,
        width - indent.length,
      ).map((line) => indent + line)
    : []
