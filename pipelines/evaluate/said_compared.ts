import type { Compared, Difference } from './compared.ts'
import { isEnough, leastOfEither } from './enough.ts'
import type { Interval } from './intervals.ts'

/** The head of the lines that say how two scores of the same cases compare. */
export const comparedHead = (what: string): string =>
  `  ${what.padEnd(22)}${'present weights'.padEnd(22)}${'proposed'.padEnd(22)}difference`

/** Present and proposed scores, a line for each measure. */
export function saidOfCompared(compared: Compared): string[] {
  if (!isEnough(compared))
    return [`    too few to compare: it takes ${leastOfEither} abusive ones and ${leastOfEither} others`]
  return [
    saidOf('average precision', compared.averagePrecision, 'more'),
    saidOf('Brier score', compared.brier, 'less'),
    saidOf('log loss', compared.logLoss, 'less'),
  ]
}

type Better = 'more' | 'less'

const saidOf = (measure: string, { present, proposed, difference }: Difference, better: Better) =>
  `    ${measure.padEnd(20)}${range(present).padEnd(22)}${range(proposed).padEnd(22)}${saidOfDifference(difference, better)}`

/** A difference, and whether it is for the better or the worse: neither where chance may have made it. */
function saidOfDifference(difference: Interval | null, better: Better): string {
  if (difference === null) return '–'
  const { value, low, high } = difference
  const said = `${signed(value)} [${signed(low)} to ${signed(high)}]`
  if (low <= 0 && high >= 0) return said
  return `${said}  ${low > 0 === (better === 'more') ? 'better' : 'worse'}`
}

const signed = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(3)}`
const range = (interval: Interval | null) =>
  interval ? `${interval.value.toFixed(3)} [${interval.low.toFixed(3)}–${interval.high.toFixed(3)}]` : '–'
