import type { Expression, Kysely } from 'kysely'
import {
  bounded,
  concatAll,
  concatTexts,
  type Expr,
  fixedText,
  orElse,
  rounded,
  toNumber,
  toText,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import type { Settings } from '../settings.ts'
import type { Outcome, Signal } from './signal.ts'

/** What a signal says of a case. */
export type Evaluated = {
  case_type: 'claim' | 'return'
  case_id: string
  stage: 'claimed' | 'requested' | 'received' | 'inspected'
  signal: string
  outcome: Outcome
  weight: number
  trial_weight: number
  reason: string | null
  fact_values: string
}

// Which facts a signal reads is known and checked where it is declared; here it is one of many.
// biome-ignore lint/suspicious/noExplicitAny: see above
const anyTable: Kysely<any> = tables()

/** One row for each case that the signal concerns. A missing fact makes it unknown, never clear. */
export function evaluated(signal: Signal, settings: Settings): Query<Evaluated> {
  let query = anyTable.selectFrom(`${signal.facts.name} as f`)
  for (const [column, words] of Object.entries(signal.concerns))
    query = query.where(`f.${column}`, 'in', [...words])
  return query.select(['f.case_type', 'f.case_id', 'f.stage', word(signal.name).as('signal')]).select((r) => {
    const fact = (name: string): Expr<unknown> => r.ref(`f.${name}`)
    const facts = Object.fromEntries(signal.needs.map((name) => [name, fact(name)]))
    const isKnown = r.and(signal.needs.map((name) => r(`f.${name}`, 'is not', null)))
    const fires = r.and([isKnown, signal.fires(facts, settings)])
    const bits = whenOnly(
      r
        .case()
        .when(fires)
        .then(bitsOf(signal, facts, settings))
        .else(zero)
        .end(),
    )
    return [
      r.case().when(fires).then('fired').when(isKnown).then('clear').else('unknown').end().as('outcome'),
      (signal.state === 'active' ? bits : zero).as('weight'),
      (signal.state === 'trial' ? bits : zero).as('trial_weight'),
      r
        .case()
        .when(fires)
        .then(reasonOf(signal, fact, settings))
        .when(isKnown)
        .then(null)
        .else('Not known.')
        .end()
        .as('reason'),
      concatAll(
        signal.needs.flatMap((name, index) => [
          word<string>(`${index > 0 ? '; ' : ''}${name} = `),
          orElse(toText(fact(name)), 'not known') as Expr<string>,
        ]),
      ).as('fact_values'),
    ]
  }) as unknown as Query<Evaluated>
}

const zero = toNumber(whole(0))
const whenOnly = (value: Expression<unknown>) => value as Expr<number>

/** To four decimals, so that the sum of a case's weights does not depend on their order. */
function bitsOf(signal: Signal, facts: Parameters<Signal['fires']>[0], settings: Settings): Expr<number> {
  if (typeof signal.weight === 'number') return toNumber(word(String(signal.weight)))
  const { least, most, bits } = signal.weight
  return rounded(bounded(bits(facts, settings), least, most), 4)
}

/** The reason with each placeholder replaced by its fact, written as a person would. */
function reasonOf(signal: Signal, fact: (name: string) => Expr<unknown>, settings: Settings): Expr<string> {
  return concatAll(
    signal.reason
      .split(/(\{\w+\})/)
      .filter((piece) => piece !== '')
      .map((piece) => {
        const name = /^\{(\w+)\}$/.exec(piece)?.[1]
        return name ? written(signal, name, fact(name), settings) : word<string>(piece)
      }),
  )
}

function written(signal: Signal, name: string, value: Expr<unknown>, settings: Settings): Expr<string> {
  switch (signal.facts.columns[name]?.facts.kind) {
    case 'number':
      return fixedText(value as Expr<number>, 1)
    case 'money':
      return concatTexts(fixedText(toNumber(value) as Expr<number>, 2), ` ${settings.reportingCurrency}`)
    default:
      return toText(value) as Expr<string>
  }
}
