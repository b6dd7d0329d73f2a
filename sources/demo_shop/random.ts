/** Seeded chance (sfc32) and the distributions the shop is made of. Same seed, same sequence, on any machine. */
export class Random {
  private a: number
  private b: number
  private c: number
  private d = 1

  constructor(...seed: number[]) {
    this.a = hash(0x9e3779b9, ...seed) | 0
    this.b = hash(0x243f6a88, ...seed) | 0
    this.c = hash(0xb7e15162, ...seed) | 0
    for (let i = 0; i < 12; i++) this.next()
  }

  /** Uniform in [0, 1). */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.d) | 0
    this.d = (this.d + 1) | 0
    this.a = this.b ^ (this.b >>> 9)
    this.b = (this.c + (this.c << 3)) | 0
    this.c = ((this.c << 21) | (this.c >>> 11)) + t
    this.c |= 0
    return (t >>> 0) / 4294967296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** Whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below)
  }

  /** Whole number in [low, high]. */
  whole(low: number, high: number): number {
    return low + this.below(high - low + 1)
  }

  between(low: number, high: number): number {
    return low + this.next() * (high - low)
  }

  pick<T>(from: readonly T[]): T {
    return from[this.below(from.length)] as T
  }

  /** Index drawn in proportion to the weights. */
  weighted(weights: ArrayLike<number>): number {
    let total = 0
    for (let i = 0; i < weights.length; i++) total += weights[i] as number
    let left = this.next() * total
    for (let i = 0; i < weights.length; i++) {
      left -= weights[i] as number
      if (left < 0) return i
    }
    return weights.length - 1
  }

  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.next()))
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.next())
  }

  /** Positive, skewed to the right: `median` splits it in half, `spread` is the deviation of its logarithm. */
  skewed(median: number, spread: number): number {
    return median * Math.exp(this.normal(0, spread))
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next())
  }
}

/** A well mixed unsigned 32-bit number of whole numbers: chance that needs no memory (a route on a day, an address). */
export function hash(...parts: number[]): number {
  let h = 0x811c9dc5
  for (const part of parts) {
    h = Math.imul(h ^ part, 0x85ebca6b)
    h ^= h >>> 13
    h = Math.imul(h, 0xc2b2ae35)
    h ^= h >>> 16
  }
  return h >>> 0
}

/** `hash` as a number in [0, 1). */
export function hashShare(...parts: number[]): number {
  return hash(...parts) / 4294967296
}
