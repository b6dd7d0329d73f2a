import { boolean, integer, number, text } from '../../../warehouse/columns.ts'
import { caseTypeOf } from '../../evaluate/cases.ts'
import { ofEnough } from '../../evaluate/enough.ts'
import { declaredSignals } from '../../explain.ts'
import { qualityTable } from '../quality_table.ts'
import { population } from './population.ts'

export const signals = qualityTable({
  name: 'quality.signals',
  about:
    'Signal by signal: on how many decided cases it fired, how much of that was abuse, and how often it could not tell.',
  owner: 'loss prevention',
  grain: ['population', 'signal'],
  columns: {
    population,
    signal: text('The signal.').required(),
    means: text('What it says when it fires.'),
    is_trial: boolean('Whether it is on trial, and weighs nothing in the score.').required(),
    cases: integer('Decided cases that it was asked of.').required(),
    fired: integer('Those on which it fired.').required(),
    unknown: number('Share of them in which a fact was missing.').required(),
    precision: number('Share of abuse where it fired; missing where it fired on fewer than ten.'),
    lift: number('That share over the share of abuse in all of these cases; missing likewise.'),
    bits: number('Bits that it gave on average where it fired.'),
  },
  rows: ({ evaluation }) =>
    evaluation.signals.map(({ unknown, precision, lift, bits, signal, ...record }) => {
      const declaration = declaredSignals(caseTypeOf(record.population)).get(signal)
      return {
        ...record,
        signal,
        means: declaration?.means ?? null,
        is_trial: declaration?.state === 'trial',
        unknown: steady(unknown),
        precision: steady(ofEnough(record.fired, precision)),
        lift: steady(ofEnough(record.fired, lift)),
        bits: steady(bits),
      }
    }),
})

/** The engine adds in any order, so that the last digits differ from time to time. */
const steady = <Figure extends number | null>(figure: Figure) =>
  (figure === null ? null : Number(figure.toFixed(9))) as Figure
