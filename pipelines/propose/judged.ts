import { mostLogOdds } from '../../models/scores/valued.ts'
import { type Population, populations } from '../evaluate/cases.ts'
import { type Compared, compared } from '../evaluate/compared.ts'
import type { DecidedCase } from './cases.ts'
import { logOddsOf } from './fit.ts'
import type { LabelledRows } from './rows.ts'

export type Judged = Compared & { readonly population: Population }

/** Judges present and proposed weights on cases that the fit has not seen, kind by kind. */
export function judged(
  cases: readonly DecidedCase[],
  rows: LabelledRows,
  coefficients: Float64Array,
): Judged[] {
  const scored = cases.map((one, index) => ({
    ...one,
    present: scoreOf(one.logOdds),
    proposed: scoreOf(logOddsOf(rows, coefficients, index)),
  }))
  return (Object.keys(populations) as Population[]).flatMap((population) => {
    const of = scored.filter((one) => one.population === population)
    return of.length === 0 ? [] : { population, ...compared(of) }
  })
}

/** The probability of abuse that log-odds in bits say, held within the bounds of every score. */
const scoreOf = (logOdds: number): number =>
  1 / (1 + 2 ** -Math.max(-mostLogOdds, Math.min(mostLogOdds, logOdds)))
