/**
 * Identifiers as shop systems hand them out. Orders and customers are counted in the order they came; everything
 * else gets a scrambled counter, because it is made up in another order than it happens in.
 */
export class Ids {
  private readonly counters = new Map<string, number>()
  private readonly key: number

  constructor(seed: number) {
    this.key = Math.imul(seed + 0x51ed27, 0x2545f491) >>> 0
  }

  order(index: number): string {
    return `SO${1_000_000 + index}`
  }

  customer(index: number): string {
    return `C${200_000 + index}`
  }

  /** Unique within its prefix for up to 2^32 ids. */
  scrambled(prefix: string): string {
    return `${prefix}${this.number(prefix).toString(36).toUpperCase().padStart(7, '0')}`
  }

  /** As `scrambled`, in ten decimal digits. */
  digits(prefix: string): string {
    return `${prefix}${String(this.number(prefix)).padStart(10, '0')}`
  }

  private number(prefix: string): number {
    const count = (this.counters.get(prefix) ?? 0) + 1
    this.counters.set(prefix, count)
    return scramble(count, this.key)
  }
}

/** A one-to-one map of the unsigned 32-bit numbers onto themselves. */
export function scramble(number: number, key: number): number {
  let x = (number ^ key) >>> 0
  x = Math.imul(x, 0x9e3779b1)
  x ^= x >>> 15
  x = Math.imul(x, 0x85ebca77)
  x ^= x >>> 13
  x = Math.imul(x, 0xc2b2ae3d)
  x ^= x >>> 16
  return x >>> 0
}
