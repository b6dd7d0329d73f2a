// What may be said of shares of counts: whether two differ, by how much, and since when one is another.

/** Of a normal distribution, for a range that holds the true value 95 times in 100. */
const Z = 1.96

/** Fewer events than this say nothing of a rate. */
export const FEW = 10

/** How many standard errors two shares `{ numerator, denominator }` are apart; 0 where that cannot be told. */
export function apart(one, other) {
  if (!one?.denominator || !other?.denominator) return 0
  const pooled = (one.numerator + other.numerator) / (one.denominator + other.denominator)
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.denominator + 1 / other.denominator))
  return error > 0 ? (one.numerator / one.denominator - other.numerator / other.denominator) / error : 0
}

/** Whether chance alone would seldom set two shares so far apart: less than 5 times in 100. */
export const differ = (one, other) => Math.abs(apart(one, other)) > Z

/**
 * The difference of two shares that each come with their 95% interval `{ share, low, high }`, with its own
 * (R. G. Newcombe 1998, method 10).
 */
export function difference(one, other) {
  const at = one.share - other.share
  return {
    at,
    low: at - Math.hypot(one.share - one.low, other.high - other.share),
    high: at + Math.hypot(one.high - one.share, other.share - other.low),
  }
}

const likelihood = ({ numerator, denominator }) => {
  const missed = denominator - numerator
  const part = (events) => (events > 0 ? events * Math.log(events / denominator) : 0)
  return part(numerator) + part(missed)
}

const together = (points) =>
  points.reduce(
    (all, point) => ({
      numerator: all.numerator + point.numerator,
      denominator: all.denominator + point.denominator,
    }),
    { numerator: 0, denominator: 0 },
  )

/** Log-likelihood that a change must add: about once in 1,000 series of a year's weeks chance alone adds as much. */
const CLEAR = 10
/** Points on either side of a change, so that no single odd one is taken for it. */
const SIDE = 3

/**
 * Where a share changed most clearly, by the binomial likelihood of its being one before and another since; null
 * where no change is clear. Points are `{ numerator, denominator }` in order of time.
 */
export function changeOf(points) {
  const whole = likelihood(together(points))
  let clearest = null
  for (let at = SIDE; at <= points.length - SIDE; at += 1) {
    const before = together(points.slice(0, at))
    const since = together(points.slice(at))
    if (before.denominator === 0 || since.denominator === 0) continue
    const gain = likelihood(before) + likelihood(since) - whole
    if (gain > CLEAR && gain > (clearest?.gain ?? 0)) clearest = { at, before, since, gain }
  }
  return clearest
}
