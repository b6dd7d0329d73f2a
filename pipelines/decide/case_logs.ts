import { decisions } from '../../sources/feeds/decisions.ts'
import { suppressions } from '../../sources/logged/suppressions.ts'
import { withdrawals } from '../../sources/logged/withdrawals.ts'
import { Grouped } from '../log/grouped.ts'
import { LogWriter } from '../log/log_writer.ts'
import { endOf, type RecordIn, writtenAt } from '../log/record.ts'
import { RecordLog, type Torn } from '../log/record_log.ts'
import { logFolder, type Places } from '../runner/places.ts'
import type { Suppression } from '../suppress/suppression.ts'
import type { Decision } from './decision.ts'
import { type Hold, holdOf, type Take } from './take.ts'

export type Withdrawal = RecordIn<typeof withdrawals>

/** A case by its name. */
export type Named = { readonly case_type: string; readonly case_id: string }

/** Something that was written down here about a case. */
export type Entry =
  | { readonly kind: 'decision'; readonly id: string; readonly record: Decision }
  | { readonly kind: 'withdrawal'; readonly id: string; readonly record: Withdrawal }
  | { readonly kind: 'suppression'; readonly id: string; readonly record: Suppression }
  | { readonly kind: 'take'; readonly id: string; readonly record: Take }

/** All that is written down here about cases: a log for each kind, and one writer to all of them. */
export class CaseLogs {
  readonly decisions: RecordLog<Decision>
  readonly withdrawals: RecordLog<Withdrawal>
  readonly suppressions: RecordLog<Suppression>
  readonly takes: RecordLog<Take>
  readonly #writer: LogWriter
  readonly #decisionsByCase: Grouped<Decision>
  readonly #decisionsById: Grouped<Decision>
  readonly #withdrawalsByDecision: Grouped<Withdrawal>
  readonly #suppressionsByCase: Grouped<Suppression>
  readonly #takesByCase: Grouped<Take>
  readonly #byEnd: readonly ((end: string) => Entry | undefined)[]

  /** @param command what somebody who waits for this writer too long is told of it */
  constructor(places: Pick<Places, 'data'>, command: string) {
    this.decisions = new RecordLog(logFolder(places, decisions.name), command)
    this.withdrawals = new RecordLog(logFolder(places, withdrawals.name), command)
    this.suppressions = new RecordLog(logFolder(places, suppressions.name), command)
    this.takes = new RecordLog(logFolder(places, 'takes'), command)
    this.#writer = new LogWriter(this.#logs())
    this.#decisionsByCase = new Grouped(this.decisions, keyOf)
    this.#decisionsById = new Grouped(this.decisions, ({ decision_id }) => decision_id)
    this.#withdrawalsByDecision = new Grouped(this.withdrawals, ({ decision_id }) => decision_id)
    this.#suppressionsByCase = new Grouped(this.suppressions, keyOf)
    this.#takesByCase = new Grouped(this.takes, keyOf)
    const [ofDecisions, ofWithdrawals, ofSuppressions] = [
      new Grouped(this.decisions, ({ decision_id }) => endOf(decision_id)),
      new Grouped(this.withdrawals, ({ withdrawal_id }) => endOf(withdrawal_id)),
      new Grouped(this.suppressions, ({ suppression_id }) => endOf(suppression_id)),
    ] as const
    this.#byEnd = [
      (end) => ofDecisions.of(end).map(asDecision)[0],
      (end) => ofWithdrawals.of(end).map(asWithdrawal)[0],
      (end) => ofSuppressions.of(end).map(asSuppression)[0],
    ]
  }

  /** Looks at the disk again, which other programs write to as well. */
  refresh(): void {
    for (const log of this.#logs()) log.records()
  }

  /** Does a piece of work with nobody else writing about cases in between; answered once the disk has it. */
  write<T>(work: (torn: readonly Torn[]) => T): Promise<T> {
    return this.#writer.write(work)
  }

  /** The decisions on a case, oldest first, those too that were taken back. */
  decisionsOn(named: Named): readonly Decision[] {
    return this.#decisionsByCase.of(keyOf(named))
  }

  decision(id: string): Decision | undefined {
    return this.#decisionsById.of(id)[0]
  }

  withdrawalOf({ decision_id }: Pick<Decision, 'decision_id'>): Withdrawal | undefined {
    return this.#withdrawalsByDecision.of(decision_id)[0]
  }

  /** The decisions on a case that nobody took back. */
  standingOn(named: Named): readonly Decision[] {
    return this.decisionsOn(named).filter((decision) => !this.withdrawalOf(decision))
  }

  /** All decisions that were written here and that nobody took back. */
  standing(): readonly Decision[] {
    return this.decisions.written().filter((decision) => !this.withdrawalOf(decision))
  }

  suppressionsOn(named: Named): readonly Suppression[] {
    return this.#suppressionsByCase.of(keyOf(named))
  }

  holdOn(named: Named, now: Date): Hold | null {
    return holdOf(this.#takesByCase.of(keyOf(named)), this.decisionsOn(named).length, now)
  }

  /** Everything about a case, by the moment of writing. */
  entriesOn(named: Named): Entry[] {
    const decided = this.decisionsOn(named)
    return [
      ...this.#takesByCase.of(keyOf(named)).map(asTake),
      ...decided.map(asDecision),
      ...this.suppressionsOn(named).map(asSuppression),
      ...decided.flatMap((one) => this.#withdrawalsByDecision.of(one.decision_id)).map(asWithdrawal),
    ].sort((one, other) => writtenAt(one.id).getTime() - writtenAt(other.id).getTime())
  }

  /** The entry of which the id ends so. */
  entryEnding(end: string): Entry | undefined {
    for (const find of this.#byEnd) {
      const found = find(end)
      if (found) return found
    }
    return undefined
  }

  /** The case that an entry is about. */
  caseOf(entry: Entry): Named | undefined {
    return entry.kind === 'withdrawal' ? this.decision(entry.record.decision_id) : entry.record
  }

  /** All entries, kind by kind, each oldest first. */
  entriesByKind(): readonly (readonly Entry[])[] {
    return [
      this.decisions.written().map(asDecision),
      this.withdrawals.written().map(asWithdrawal),
      this.suppressions.written().map(asSuppression),
      this.takes.written().map(asTake),
    ]
  }

  #logs() {
    return [this.decisions, this.withdrawals, this.suppressions, this.takes] as const
  }
}

export const keyOf = ({ case_type, case_id }: Named): string => `${case_type} ${case_id}`

const asDecision = (record: Decision): Entry => ({ kind: 'decision', id: record.decision_id, record })
const asWithdrawal = (record: Withdrawal): Entry => ({ kind: 'withdrawal', id: record.withdrawal_id, record })
const asSuppression = (record: Suppression): Entry => ({
  kind: 'suppression',
  id: record.suppression_id,
  record,
})
const asTake = (record: Take): Entry => ({ kind: 'take', id: record.take_id, record })
