/** A case as rankings see it. */
export type Rankable = { readonly isAbuse: boolean; readonly value: number }

/** For how many cases each case stands, in the order of the cases. */
export type Weights = Float64Array

/**
 * Cases from the highest rank down, in columns. Those of one rank share a tie: they come all at once, because their
 * order among themselves says nothing.
 */
export type Ranking = {
  readonly tieOf: Uint32Array
  readonly ties: number
  readonly isAbuse: Uint8Array
  readonly value: Float64Array
}

/** Ranks cases, which keep their order. */
export function ranking<T extends Rankable>(cases: readonly T[], rankOf: (one: T) => number): Ranking {
  const ranks = Float64Array.from(cases, rankOf)
  const places = new Map([...new Set(ranks)].sort((a, b) => b - a).map((rank, place) => [rank, place]))
  return {
    tieOf: Uint32Array.from(ranks, (rank) => places.get(rank) as number),
    ties: places.size,
    isAbuse: Uint8Array.from(cases, ({ isAbuse }) => Number(isAbuse)),
    value: Float64Array.from(cases, ({ value }) => value),
  }
}

/** The weight, the abusive weight and the abusive value of each tie. */
function sums({ tieOf, ties, isAbuse, value }: Ranking, weights: Weights) {
  const weight = new Float64Array(ties)
  const abusive = new Float64Array(ties)
  const abusiveValue = new Float64Array(ties)
  for (let index = 0; index < tieOf.length; index++) {
    const tie = tieOf[index] as number
    const of = weights[index] as number
    weight[tie] = (weight[tie] as number) + of
    if (isAbuse[index] === 0) continue
    abusive[tie] = (abusive[tie] as number) + of
    abusiveValue[tie] = (abusiveValue[tie] as number) + of * (value[index] as number)
  }
  return { weight, abusive, abusiveValue }
}

/** Average precision: the mean of the precision at each abusive case. Null where no case is abusive. */
export function averagePrecision(of: Ranking, weights: Weights): number | null {
  const { weight, abusive } = sums(of, weights)
  let [seen, found, total] = [0, 0, 0]
  for (let tie = 0; tie < of.ties; tie++) {
    const here = abusive[tie] as number
    seen += weight[tie] as number
    found += here
    if (here > 0) total += here * (found / seen)
  }
  return found === 0 ? null : total / found
}

/** What the highest `share` of cases hold, of a tie at the edge its part. */
function amongHighest(of: Ranking, weights: Weights, share: number) {
  const { weight, abusive, abusiveValue } = sums(of, weights)
  const all = weight.reduce((total, one) => total + one, 0)
  const among = { weight: 0, abusive: 0, abusiveValue: 0 }
  for (let tie = 0; tie < of.ties && among.weight < share * all; tie++) {
    const here = weight[tie] as number
    if (here === 0) continue
    const taken = Math.min(1, (share * all - among.weight) / here)
    among.weight += taken * here
    among.abusive += taken * (abusive[tie] as number)
    among.abusiveValue += taken * (abusiveValue[tie] as number)
  }
  return { ...among, allAbusiveValue: abusiveValue.reduce((total, one) => total + one, 0) }
}

/** The share of abuse among the highest `share` of cases. */
export function precisionAmong(of: Ranking, weights: Weights, share: number): number | null {
  const { weight, abusive } = amongHighest(of, weights, share)
  return weight === 0 ? null : abusive / weight
}

/** The abusive cases' value among the highest `share` of cases, as a share of all abusive cases' value. */
export function valueCapturedAmong(of: Ranking, weights: Weights, share: number): number | null {
  const { abusiveValue, allAbusiveValue } = amongHighest(of, weights, share)
  return allAbusiveValue === 0 ? null : abusiveValue / allAbusiveValue
}
