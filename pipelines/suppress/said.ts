import { kindOf } from '../explain/words.ts'
import { printable } from '../runner/printable.ts'
import { many } from '../runner/said.ts'
import type { SuppressReport } from '../suppress.ts'
import { type Suppression, scopeOf } from './suppression.ts'

/** What was written down. */
export function saidOfSuppression({ suppression, is_new, is_shop_clock, torn }: SuppressReport): string[] {
  const { suppression_id, recorded_at, ended_at, ended_by } = suppression
  return [
    ended_at
      ? `Ended at ${plain(ended_at)} UTC by ${printable(ended_by ?? '')}: ${sentenceOf(suppression)} (${suppression_id}).`
      : `${is_new ? 'Written' : 'This stands written already'}: ${sentenceOf(suppression)} from ${plain(recorded_at)} UTC (${suppression_id}).`,
    ...(is_shop_clock
      ? ['It is dated by this shop’s own clock: the newest of its records, which is long ago, not today.']
      : []),
    ...torn.map(
      ({ file, keptIn }) =>
        `A crash had cut short the last line of ${file}, which nobody was told of; the piece lies in ${keptIn}.`,
    ),
    ended_at
      ? '`recoup run` takes it in; cases of that moment and later ones count the signal again.'
      : '`recoup run` takes it in; it counts for cases of that moment and later ones, and no earlier score changes.',
  ]
}

/** Those in force, one after the other. */
export const saidOfInForce = (inForce: readonly Suppression[]): string[] =>
  inForce.length === 0
    ? ['No signal is silenced.']
    : [
        `${many(inForce.length, 'suppression')} in force.`,
        ...inForce.flatMap((one) => [
          `${one.suppression_id}  ${sentenceOf(one)}`,
          `    since ${plain(one.recorded_at)} UTC by ${printable(one.reviewer)}, after ${one.case_type} ${printable(one.case_id)}: ${printable(one.reason)}`,
        ]),
        '`recoup suppress --end ID --reviewer NAME` ends one early.',
      ]

const sentenceOf = (one: Suppression) =>
  `${kindOf(one.signal)} of ${one.case_type}s is silenced for ${printable(scopeOf(one))}, until ${one.silenced_until}`

const plain = (instant: string) => instant.slice(0, 19).replace('T', ' ')
