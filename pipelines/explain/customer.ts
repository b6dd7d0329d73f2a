import { identityHistories } from '../../models/facts/identity_histories.ts'
import type { Signal } from '../../models/signals/signal.ts'
import type { Warehouse } from '../../warehouse/duckdb/warehouse.ts'
import { declaredSignals, type Explanation, factsAt } from '../explain.ts'
import { printable } from '../runner/printable.ts'
import { wrapped } from '../runner/wrapped.ts'
import { kindOf } from './words.ts'

/** What the customer concerned is told of a case: their own records, in plain words, and nothing of anybody else. */
export type CustomerVersion = {
  readonly for: 'customer'
  readonly case_type: Explanation['case_type']
  readonly case_id: string
  readonly order_id: string
  /** The day in UTC on which it was looked at. */
  readonly day: string
  readonly looked_at: readonly string[]
  /** What was seen of them and weighed nothing, because a review had shown that it misleads. */
  readonly set_aside: readonly string[]
  readonly not_known: readonly string[]
  readonly decided: { readonly day: string; readonly action: string } | null
  readonly appeal: string
}

/**
 * The customer's version of an explanation. A reason that speaks of other people is left out. Where several
 * accounts count as one, so is every reason that rests on what these did before: it would tell the one customer of
 * another's orders, or that both are linked.
 */
export async function customerVersion(
  warehouse: Warehouse,
  explanation: Explanation,
): Promise<CustomerVersion> {
  const { case_type, case_id, order_id, scored_as_of, signals, linked_accounts, decisions } = explanation
  const facts = await factsAt(warehouse, explanation)
  const declared = declaredSignals(case_type)
  const isAlone = linked_accounts.length < 2
  const told = signals.flatMap((row) => {
    const signal = declared.get(row.signal)
    return signal && !signal.isAboutOthers && (isAlone || !restsOnIdentity(signal)) ? [{ row, signal }] : []
  })
  const last = decisions.at(-1)
  return {
    for: 'customer',
    case_type,
    case_id,
    order_id,
    day: scored_as_of.slice(0, 10),
    looked_at: told
      .filter(({ row }) => row.outcome === 'fired' && row.weight !== 0)
      .flatMap(({ row }) => row.reason ?? []),
    set_aside: told.filter(({ row }) => row.silenced).flatMap(({ row }) => row.reason ?? []),
    not_known: [
      ...new Set(
        told
          .filter(({ row }) => row.outcome === 'unknown')
          // The first fact that a signal needs is the case's own; what is usual elsewhere may come after it.
          .flatMap(({ signal }) =>
            signal.needs
              .slice(0, 1)
              .filter((name) => facts[name] === null)
              .map(aboutOf(signal)),
          ),
      ),
    ],
    decided: last ? { day: last.decided_at.slice(0, 10), action: last.action } : null,
    appeal: `Reply to this message. A person reads your answer and looks at your ${case_type} again. ${helps[case_type]}`,
  }
}

const helps = {
  claim:
    'What helps: a photo, a message from the carrier or from a neighbour who took something in, a report to the police.',
  return: 'What helps: the receipt of the parcel shop, a photo of what you sent, its weight on the receipt.',
} as const

const ofTheIdentity = new Set(Object.keys(identityHistories.columns))

/** Whether a signal rests on facts of the account and those that count as one with it, which say so themselves. */
export const restsOnIdentity = (signal: Signal): boolean =>
  signal.needs.some((name) => ofTheIdentity.has(name) || /\bidentity\b/.test(aboutOf(signal)(name)))

const aboutOf = (signal: Signal) => (name: string) => signal.facts.columns[name]?.facts.about ?? name

const actions: Readonly<Record<string, string>> = {
  approve: 'approved',
  deny: 'not approved',
  partial: 'approved in part',
  ask_proof: 'not decided yet: we asked for proof',
  escalate: 'not decided yet: a colleague looks at it',
}

/** The version as a letter. */
export function saidToCustomer(version: CustomerVersion): string[] {
  const { case_type, case_id, order_id, day, looked_at, set_aside, not_known, decided, appeal } = version
  return [
    `About your ${case_type} ${printable(case_id)}, order ${printable(order_id)}`,
    '',
    ...(decided
      ? [`On ${decided.day} it was ${actions[decided.action] ?? kindOf(decided.action)}.`, '']
      : []),
    ...(looked_at.length > 0
      ? [`What we looked at, as it was known on ${day}:`, ...looked_at.flatMap(entry)]
      : [`On ${day} nothing about it stood out.`]),
    ...(set_aside.length > 0
      ? [
          '',
          'What we saw and set aside, so that it counts neither for nor against you:',
          ...set_aside.flatMap(entry),
        ]
      : []),
    ...(not_known.length > 0
      ? ['', 'What we do not know, which counts neither for nor against you:', ...not_known.flatMap(entry)]
      : []),
    '',
    'Only your own orders are told of here. No machine decides: a person does.',
    '',
    'If you see it otherwise',
    ...wrapped(appeal, 76).map((line) => `  ${line}`),
  ]
}

const entry = (text: string): string[] =>
  wrapped(printable(text), 74).map((line, nth) => `${nth === 0 ? '  · ' : '    '}${line}`)
