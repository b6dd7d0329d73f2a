import type { Expression, SqlBool } from 'kysely'
import type { RowOf } from '../../warehouse/columns.ts'
import type { Expr } from '../../warehouse/functions.ts'
import type { Model } from '../model.ts'
import type { Settings } from '../settings.ts'

/** The facts that a signal needs, each known, as it may use them in its condition and weight. */
export type Known<Row, Needs extends keyof Row> = { readonly [Name in Needs]: Expr<NonNullable<Row[Name]>> }

/** A fixed number of bits, or bits computed from the facts and held within bounds. */
export type Weight<Facts> =
  | number
  | {
      readonly least: number
      readonly most: number
      readonly bits: (facts: Facts, settings: Settings) => Expression<number>
    }

export type Outcome = 'fired' | 'clear' | 'unknown'

/** Facts in plain values, and what the signal must say of them. A fact that is not given is unknown. */
export type SignalCase<Row> = {
  readonly facts: { readonly [Name in keyof Row]?: string | number | boolean }
  readonly outcome: Outcome
  /** The bits expected, to two decimals, where the weight is computed. */
  readonly bits?: number
}

type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never

type Declaration<Facts extends Model, Needs extends string, Reason extends string> = {
  readonly name: string
  /** One sentence: what it means when the signal fires. */
  readonly means: string
  readonly facts: Facts
  /** Facts that pick the cases it is about; others get no row of it. */
  readonly concerns: { readonly [Name in keyof RowOf<Facts['columns']>]?: readonly string[] }
  readonly needs: readonly (Needs & keyof RowOf<Facts['columns']>)[]
  readonly fires: (
    facts: Known<RowOf<Facts['columns']>, Needs & keyof RowOf<Facts['columns']>>,
    settings: Settings,
  ) => Expression<SqlBool>
  /** In bits: +1 doubles the odds of abuse, −1 halves them. */
  readonly weight: Weight<Known<RowOf<Facts['columns']>, Needs & keyof RowOf<Facts['columns']>>>
  /** Where the weight comes from. */
  readonly because: string
  /** Plain words with `{fact}` for values, fit to be shown to the customer concerned. */
  readonly reason: Placeholders<Reason> extends Needs
    ? Reason
    : `{${Exclude<Placeholders<Reason>, Needs>}} is not among the facts it needs`
  /** The honest explanation. */
  readonly innocent: string
  /** What would settle it, where something would: the proof to ask for. */
  readonly proof?: string
  /** `trial` is computed and reported, and counts nothing. */
  readonly state: 'active' | 'trial'
  /** An exact finding stands at the top of the queue, whatever the score. */
  readonly isFinding?: boolean
  /** Whether its reason speaks of other people or accounts, so that no customer may be told it. */
  readonly isAboutOthers?: boolean
  readonly cases: readonly SignalCase<RowOf<Facts['columns']>>[]
}

/** One named, explained piece of evidence for or against a case. */
export type Signal = {
  readonly name: string
  readonly means: string
  readonly facts: Model
  readonly concerns: Readonly<Record<string, readonly string[]>>
  readonly needs: readonly string[]
  readonly fires: (facts: Readonly<Record<string, Expr<unknown>>>, settings: Settings) => Expression<SqlBool>
  readonly weight: Weight<Readonly<Record<string, Expr<unknown>>>>
  readonly because: string
  readonly reason: string
  readonly innocent: string
  readonly proof: string | null
  readonly state: 'active' | 'trial'
  readonly isFinding: boolean
  readonly isAboutOthers: boolean
  readonly cases: readonly SignalCase<Record<string, unknown>>[]
}

/** Declares a signal; its condition, weight, reason and cases may speak only of facts that it needs. */
export function signal<Facts extends Model, const Needs extends string, const Reason extends string>(
  declared: Declaration<Facts, Needs, Reason>,
): Signal {
  return {
    ...(declared as unknown as Omit<Signal, 'proof' | 'isFinding' | 'isAboutOthers'>),
    proof: declared.proof ?? null,
    isFinding: declared.isFinding ?? false,
    isAboutOthers: declared.isAboutOthers ?? false,
  }
}
