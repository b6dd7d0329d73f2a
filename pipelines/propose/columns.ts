import type { Signal } from '../../models/signals/signal.ts'
import type { DecidedCase } from './cases.ts'
import type { Held } from './fit.ts'
import { type LabelledRows, labelledRows } from './rows.ts'

/**
 * Labels on which a signal must have given bits, before another weight is proposed for it. With fewer a weight would
 * follow single cases and single reviewers.
 */
export const leastLabels = 30

/** How far a weight may go at once: to nothing, and to twice its present. Who finds it at twice can propose again. */
const mostFactor = 2
/**
 * Beforehand two of three factors are held to be within a quarter of the present weight: the strength of the L2. Half a weight
 * would do for true labels; of reviewers who err in one case of four a label tells a quarter of that ((1 − 2 ÷ 4)²).
 */
const factorSpread = 0.25
/** Beforehand two of three priors are held to be within a factor of four in odds, and none beyond one of sixteen. */
const shiftSpread = 2
const mostShift = 4

/** One signal in the fit. */
export type SignalColumn = {
  readonly signal: Signal
  /** Labels on which it gave bits, and how many of them are abuse. */
  readonly labels: number
  readonly abusive: number
  /** Bits that it gave on average there; on trial those that it would give. */
  readonly bits: number
  readonly isRefused: boolean
}

/** What a weight is multiplied with at present: one on trial counts nothing. */
export const presentFactor = ({ state }: Signal): number => (state === 'active' ? 1 : 0)

/** The signals that gave any of the cases bits, in order of name. */
export function signalColumns(signals: readonly Signal[], cases: readonly DecidedCase[]): SignalColumn[] {
  return signals.flatMap((signal) => {
    const given = cases.flatMap(({ evidence, isAbuse }) =>
      evidence.filter((one) => one.signal === signal.name).map(({ bits }) => ({ bits, isAbuse })),
    )
    if (given.length === 0) return []
    return {
      signal,
      labels: given.length,
      abusive: given.filter(({ isAbuse }) => isAbuse).length,
      bits: given.reduce((sum, { bits }) => sum + bits, 0) / given.length,
      isRefused: given.length < leastLabels,
    }
  })
}

/**
 * The cases as rows of the fit. Its first column is the shift of the prior, one bit in every case; the others are the
 * signals with their bits, so that a coefficient is the factor on a signal's weight.
 */
export function rowsOf(columns: readonly SignalColumn[], cases: readonly DecidedCase[]): LabelledRows {
  const places = new Map(columns.map(({ signal }, index) => [signal.name, index + 1]))
  return labelledRows(
    cases.map(({ isAbuse, priorLogOdds, evidence }) => ({
      isAbuse,
      given: priorLogOdds,
      entries: [
        { column: 0, value: 1 },
        ...evidence.flatMap(({ signal, bits }) => {
          const column = places.get(signal)
          return column === undefined ? [] : { column, value: bits }
        }),
      ],
    })),
  )
}

/**
 * What is held of the shift and the factors before any label is seen: that all is as it is at present. A factor is never
 * below zero, so that no signal turns; that of a refused signal stays.
 */
export function heldBefore(columns: readonly SignalColumn[]): Held {
  const factors = columns.map(({ signal, isRefused }) => {
    const centre = presentFactor(signal)
    return isRefused
      ? { centre, spread: factorSpread, least: centre, most: centre }
      : { centre, spread: factorSpread, least: 0, most: mostFactor }
  })
  const all = [{ centre: 0, spread: shiftSpread, least: -mostShift, most: mostShift }, ...factors]
  const column = (of: (one: (typeof all)[number]) => number) => Float64Array.from(all, of)
  return {
    centre: column(({ centre }) => centre),
    spread: column(({ spread }) => spread),
    least: column(({ least }) => least),
    most: column(({ most }) => most),
  }
}
