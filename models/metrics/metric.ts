import type { Expression } from 'kysely'
import type { Day, Money } from '../../warehouse/columns.ts'
import { subtractMoney, toMoney } from '../../warehouse/functions.ts'
import type { Query } from '../../warehouse/tables.ts'
import type { Owner } from '../model.ts'
import type { Settings } from '../settings.ts'
import type { Need } from './needs.ts'

export const pillars = ['fulfilment', 'last_mile', 'experience', 'retention', 'margin'] as const
export const units = ['share', 'money', 'count', 'hours', 'days', 'points'] as const

export const directions = ['up', 'down', 'zero'] as const

/**
 * Between what a figure certainly lies: `not_negative` where nothing below 0 is added up, `part` where moreover
 * the numerator is part of the denominator, so that it is never above 1. `any` where neither is certain.
 */
export type Range = 'any' | 'not_negative' | 'part'

/** By what a figure can be told apart. */
export const dimensions = [
  'carrier',
  'service',
  'warehouse',
  'region',
  'channel',
  'category',
  'reason',
  'claim_type',
  'late_cause',
  'went_through',
] as const
export type Dimension = (typeof dimensions)[number]

/**
 * What a metric adds up: an amount on the business day on which it happened, with the business day of the
 * order it belongs to and a member of each dimension. An event without a day is in no figure.
 */
export type Event<D extends Dimension = never> = {
  readonly happened_on: Day | null
  readonly ordered_on: Day | null
  readonly amount: Money | null
} & { readonly [Name in D]: string | null }

type Events<D extends Dimension> = {
  /** A few words: what is added up. */
  readonly means: string
  readonly events: (settings: Settings) => readonly Query<Event<D>>[]
}

/** The numerator's own events that have an amount, each counted as one, so that the figure is their mean. */
type Measured = { readonly means: string; readonly events: 'those measured' }

/**
 * One figure: Σ numerator, or per × Σ numerator ÷ Σ denominator, over the events of any period. Stated once, it is
 * told for the whole shop and for each member of its dimensions, on two bases: by the day of each event
 * (`period`) and by the day of its order, once that has matured (`cohort`).
 */
export type Declaration<D extends Dimension, Part extends Dimension> = {
  readonly name: string
  readonly title: string
  readonly pillar: (typeof pillars)[number]
  /** What the figure tells and how it is counted. */
  readonly sentence: string
  readonly unit: (typeof units)[number]
  /** Which way is better; `zero` where the figure should be near 0. */
  readonly direction: (typeof directions)[number]
  readonly owner: Owner
  /** A published figure to compare with. */
  readonly reference?: { readonly figure: string; readonly source: string }
  /** Its place among the metrics, which no other has. */
  readonly position: number
  /** Dimensions of numerator and denominator alike. */
  readonly dimensions: readonly D[]
  /** Dimensions of the numerator alone: each member is set against the whole denominator. */
  readonly parts?: readonly Part[]
  /**
   * What must have been recorded at least once before the figure tells of anything: without a contact ever
   * loaded, a shop is not one that nobody asks for parcels. Of an inner list any one will do.
   */
  readonly needs?: readonly Need[]
  /** An order counts as matured after the longest of these settings. */
  readonly maturedBy: readonly (keyof Settings['matured'])[]
  /** Of how many in its denominator a rate tells: 1,000 where it is one per 1,000. One unless it says so. */
  readonly per?: number
  readonly numerator: Events<NoInfer<D | Part>>
  /** None for an amount. */
  readonly denominator: Events<NoInfer<D>> | Measured | null
  /** Of a figure that is watched: where its band must end. Any unless it says so. */
  readonly range?: Range
  /** Whether it is watched day by day, and stands first on pages. */
  readonly isHeadline?: boolean
}

/** A metric among others. */
export type Metric = Omit<
  Declaration<never, never>,
  'dimensions' | 'parts' | 'needs' | 'per' | 'range' | 'isHeadline'
> & {
  readonly needs: readonly Need[]
  /** Whether the figure is the mean of the numerator's amounts, of which quantiles are told too. */
  readonly isMean: boolean
  readonly isHeadline: boolean
  readonly per: number
  readonly range: Range
  readonly dimensions: readonly Dimension[]
  readonly parts: readonly Dimension[]
}

/** Declares a metric; its events must carry every dimension that it names. */
export function metric<const D extends Dimension = never, const Part extends Dimension = never>(
  declared: Declaration<D, Part>,
): Metric {
  const { parts = [], needs = [], per = 1, range = 'any', isHeadline = false } = declared
  const isMean = declared.denominator?.events === 'those measured'
  return { ...declared, parts, needs, per, range, isMean, isHeadline }
}

/** What an event can be told apart by that belongs to an order. */
export const orderDimensions = ['region', 'channel'] as const

/** The amount of an event that is counted. */
export const one = () => toMoney('1')

/** An amount turned round: a cost among gains. */
export const negative = (amount: Expression<Money | null>) => subtractMoney(toMoney('0'), amount)
