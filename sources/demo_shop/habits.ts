import { Random } from './random.ts'

/** How one made-up shop differs from the next: each seed is a shop with its own level of each. 1 is the middle. */
export type Habits = {
  readonly loss: number
  readonly theft: number
  readonly misdelivery: number
  readonly abuse: number
  /** Share of claims that a person looks at before they are paid. */
  readonly claimReviewShare: number
  /** Share of returns that a person looks at. */
  readonly returnReviewShare: number
  /** Share of returns refunded when the carrier first scans them, before the dock has them. */
  readonly earlyRefundShare: number
  /** Chance that a delay is told to the customer before they ask. */
  readonly warnShare: number
  /** Share of payouts made twice by mistake. */
  readonly doublePayoutShare: number
}

export function drawHabits(seed: number): Habits {
  const random = new Random(seed, 1)
  return {
    loss: random.between(0.85, 1.2),
    theft: random.between(0.8, 1.25),
    misdelivery: random.between(0.75, 1.35),
    abuse: random.between(0.88, 1.15),
    claimReviewShare: random.between(0.32, 0.46),
    returnReviewShare: random.between(0.05, 0.09),
    earlyRefundShare: random.between(0.14, 0.26),
    warnShare: random.between(0.45, 0.65),
    doublePayoutShare: random.between(0.003, 0.006),
  }
}
