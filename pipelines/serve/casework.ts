import type { Settings } from '../../models/settings.ts'
import { withdrawals } from '../../sources/logged/withdrawals.ts'
import { CaseLogs } from '../decide/case_logs.ts'
import type { Decision } from '../decide/decision.ts'
import { earlierDecisions, inTheWay } from '../decide/earlier.ts'
import type { Take } from '../decide/take.ts'
import { newDecision } from '../decide.ts'
import { momentOfWriting } from '../log/moment.ts'
import { checkedRecord, endOfKey, newRecordId, writtenAt } from '../log/record.ts'
import type { Places } from '../runner/places.ts'
import { newSuppression, standsAlready } from '../suppress.ts'
import type { CaseName, DecisionAsked, DeskState, Person, SuppressionAsked } from './api/contract.ts'
import { Changes } from './casework/changes.ts'
import { type DeskDecision, deskDecisionOf, deskState, longestUndo, saidOf } from './casework/desk_state.ts'
import { isWritten } from './casework/key.ts'
import type { KnownCases } from './casework/known_cases.ts'
import { Conflict, NotTheirs, unknownCase, unknownDecision } from './casework/refusals.ts'

export type WrittenDecision = CaseName & DeskDecision

/** How many decisions are shown of those that were written here. */
const newest = 200

/**
 * Working on cases together: who has taken which, what was decided, what was taken back. Each entry is on the disk
 * before it is answered; all there is to know is in the logs, so that a process that begins again knows as much.
 */
export class Casework {
  readonly #places: Places
  readonly #settings: Settings
  readonly #cases: KnownCases
  readonly #clock: () => Date
  readonly #logs: CaseLogs
  readonly #changes: Changes

  constructor(places: Places, settings: Settings, cases: KnownCases, clock = () => new Date()) {
    this.#places = places
    this.#settings = settings
    this.#cases = cases
    this.#clock = clock
    this.#logs = new CaseLogs(places, 'serve')
    this.#changes = new Changes(this.#logs, (name) => this.#stateOf(name))
  }

  /** How a case stands. */
  state(name: CaseName): DeskState {
    this.#logs.refresh()
    return this.#stateOf(name)
  }

  /** The cases on which something was written down since the snapshot, and those that somebody holds. */
  touched(): DeskState[] {
    this.#logs.refresh()
    const states = this.#changes.casesOf(this.#logs.entriesByKind().flat()).map((name) => this.#stateOf(name))
    return states.filter(
      (state) =>
        state.taken !== null ||
        this.#logs.entriesOn(state).some(({ id }) => writtenAt(id) >= this.#cases.loadedAt),
    )
  }

  /** The newest decisions that were written here, newest first. */
  written(): WrittenDecision[] {
    this.#logs.refresh()
    const now = this.#clock()
    return this.#logs.decisions
      .written()
      .slice(-newest)
      .reverse()
      .map((one) => ({ ...nameOf(one), ...deskDecisionOf(this.#logs, one, now) }))
  }

  /** Tells of every case on which somebody wrote something, here or by a command; gives the way to end that. */
  onChange(listener: (state: DeskState) => void): () => void {
    return this.#changes.tell(listener)
  }

  /** Holds a case for somebody, so that nobody else decides on it meanwhile. Who holds it already keeps it. */
  take(by: Person, name: CaseName, { version }: { readonly version: string }): Promise<DeskState> {
    return this.#write(name, (now, state) => {
      this.#demandKnown(name)
      if (state.taken?.reviewer === by.name) return
      this.#demandFree(by, state)
      this.#demandVersion(version, state)
      this.#addTake('take', by, name, now)
    })
  }

  /** Lets a case go: one’s own, or as an admin anybody’s. */
  release(by: Person, name: CaseName, { version }: { readonly version: string }): Promise<DeskState> {
    return this.#write(name, (now, state) => {
      if (!state.taken) return
      if (by.role !== 'admin') this.#demandFree(by, state)
      this.#demandVersion(version, state)
      this.#addTake('release', by, name, now)
    })
  }

  /** Writes a decision down, which the next load takes in. It lets the case go. */
  decide(by: Person, name: CaseName, asked: DecisionAsked, key: string): Promise<DeskState> {
    const said = {
      ...nameOf(name),
      finding: asked.finding,
      action: asked.action,
      note: asked.note || null,
      appeal_of: asked.appeal_of || null,
    }
    return this.#write(name, (now, state) => {
      if (isWritten(this.#logs, by, key, 'decision', said)) return
      this.#demandKnown(name)
      this.#demandVersion(asked.version, state)
      this.#demandFree(by, state)
      this.#demandOpen(by, name, said.appeal_of, state)
      const last = this.#logs.decisionsOn(name).at(-1)
      // Of decisions on one case the later one has the later id, even within a millisecond.
      const at = new Date(Math.max(now.getTime(), last ? writtenAt(last.decision_id).getTime() + 1 : 0))
      const decision = newDecision(
        this.#settings,
        {
          ...asked,
          caseId: name.case_id,
          type: name.case_type,
          note: asked.note || undefined,
          appealOf: asked.appeal_of || undefined,
          reviewer: by.name,
          id: newRecordId('DC', at, endOfKey(by.name, key)),
          at: this.#shopMoment(now),
        },
        now,
      )
      this.#logs.decisions.add(dayOf(now), decision)
    })
  }

  /** Silences a signal on account of a decided case. For the look at the case no run may be at work. */
  async suppress(by: Person, name: CaseName, asked: SuppressionAsked, key: string): Promise<DeskState> {
    const said = {
      ...nameOf(name),
      signal: asked.signal,
      silenced_for: asked.silenced_for,
      silenced_until: asked.silenced_until,
      reason: asked.reason,
    }
    this.#logs.refresh()
    if (isWritten(this.#logs, by, key, 'suppression', said)) return this.#stateOf(name)
    this.#demandKnown(name)
    this.#demandVersion(asked.version, this.#stateOf(name))
    const { suppression, today } = await newSuppression(
      this.#places,
      this.#settings,
      {
        caseId: name.case_id,
        type: name.case_type,
        signal: asked.signal,
        for: asked.silenced_for,
        until: asked.silenced_until,
        reason: asked.reason,
        reviewer: by.name,
        id: newRecordId('SP', this.#clock(), endOfKey(by.name, key)),
        decided: (named) => this.#logs.standingOn(named),
      },
      this.#clock(),
    )
    return this.#write(name, (now, state) => {
      if (isWritten(this.#logs, by, key, 'suppression', said)) return
      this.#demandVersion(asked.version, state)
      if (standsAlready(this.#logs.suppressionsOn(name), suppression, today)) return
      this.#logs.suppressions.add(dayOf(now), suppression)
    })
  }

  /** Takes a decision back that its reviewer wrote a moment ago: from then on it counts nowhere. */
  async undo(by: Person, decisionId: string, key: string): Promise<DeskState> {
    this.#logs.refresh()
    const decision = this.#logs.decision(decisionId)
    if (!decision) throw unknownDecision(decisionId)
    const name = nameOf(decision)
    return this.#write(name, (now, state) => {
      if (isWritten(this.#logs, by, key, 'withdrawal', { decision_id: decisionId })) return
      if (decision.reviewer !== by.name) throw notTheirDecision(decision)
      if (this.#logs.withdrawalOf(decision)) return
      this.#demandUndoable(decision, now, state)
      const withdrawal = checkedRecord(
        withdrawals,
        {
          withdrawal_id: newRecordId('WD', now, endOfKey(by.name, key)),
          decision_id: decisionId,
          recorded_at: this.#shopMoment(now).toISOString(),
          reviewer: by.name,
        },
        this.#settings,
        now,
      )
      this.#logs.withdrawals.add(dayOf(now), withdrawal)
    })
  }

  /** Writes about a case what `work` adds, with nobody else writing in between; gives how the case stands then. */
  async #write(name: CaseName, work: (now: Date, state: DeskState) => void): Promise<DeskState> {
    const state = await this.#logs.write(() => {
      work(this.#clock(), this.#stateOf(name))
      return this.#stateOf(name)
    })
    this.#changes.look()
    return state
  }

  #stateOf(name: CaseName): DeskState {
    return deskState(this.#logs, this.#cases, name, this.#clock())
  }

  #addTake(did: Take['did'], by: Person, name: CaseName, now: Date): void {
    this.#logs.takes.add(dayOf(now), {
      take_id: newRecordId('TK', now),
      ...nameOf(name),
      did,
      reviewer: by.name,
      recorded_at: now.toISOString(),
      decisions_before: this.#logs.decisionsOn(name).length,
    })
  }

  #demandKnown(name: CaseName): void {
    if (!this.#cases.find(name) && this.#logs.decisionsOn(name).length === 0) throw unknownCase(name)
  }

  #demandVersion(version: string, state: DeskState): void {
    if (version === state.version) return
    const last = this.#logs.entriesOn(state).at(-1)
    const isOtherStage = version.split('.')[0] !== state.version.split('.')[0]
    const what =
      isOtherStage || !last
        ? `${state.case_id} has come to another stage, or left the queue, since you looked at it.`
        : `Something happened to ${state.case_id} since you looked at it: ${saidOf(last)}.`
    throw new Conflict(what, 'look at it as it stands now, and send yours again: nothing was written.', state)
  }

  #demandFree(by: Person, state: DeskState): void {
    const { taken, case_id } = state
    if (!taken || taken.reviewer === by.name) return
    const what = `${taken.reviewer} has taken ${case_id}, until ${plain(taken.until)} UTC.`
    throw new Conflict(
      what,
      'wait for their decision, or have them let the case go: nothing was written.',
      state,
    )
  }

  /** A case that somebody else has settled is only looked at again by naming the decision. */
  #demandOpen(by: Person, name: CaseName, appealOf: string | null, state: DeskState): void {
    const known = this.#cases.find(name)
    const loaded = known?.decisions.filter((one) => !this.#logs.withdrawalOf(one)) ?? []
    const earlier = earlierDecisions(name, this.#logs.standingOn(name), loaded)
    if (appealOf !== null) {
      if (earlier.some(({ decision_id }) => decision_id === appealOf)) return
      const what = `No decision ${appealOf} stands on ${name.case_id}.`
      throw new Conflict(what, 'appeal one that stands, or none.', state)
    }
    // The version tells that they have seen all that there is.
    const other = inTheWay(by.name, earlier, known?.opened_at ?? null, () => true)
    if (!other) return
    const what = `${other.reviewer} has decided ${name.case_id}: ${words(other.finding)}, ${words(other.action)}.`
    const next = `nothing was written; to look at it again all the same, appeal ${other.decision_id}.`
    throw new Conflict(what, next, state)
  }

  #demandUndoable(decision: Decision, now: Date, state: DeskState): void {
    const { decision_id, case_id } = decision
    const isLate = writtenAt(decision_id).getTime() + longestUndo <= now.getTime()
    const appeal = this.#logs.standingOn(decision).find(({ appeal_of }) => appeal_of === decision_id)
    if (!isLate && !appeal) return
    const what = isLate
      ? `The decision on ${case_id} was written more than a minute ago, and stands.`
      : `${appeal?.reviewer} has looked at the decision on ${case_id} again, and it stands.`
    throw new Conflict(what, 'decide again, or appeal it: nothing was written.', state)
  }

  #shopMoment(now: Date): Date {
    return momentOfWriting(now, this.#cases.asOf, this.#settings.queueDays).at
  }
}

const notTheirDecision = ({ decision_id, reviewer }: Decision) =>
  new NotTheirs(`${decision_id} was decided by ${reviewer}, who alone can take it back.`, {
    where: decision_id,
    next: 'appeal it.',
  })

const nameOf = ({ case_type, case_id }: CaseName): CaseName => ({ case_type, case_id })
const dayOf = (now: Date): string => now.toISOString().slice(0, 10)
const plain = (instant: string) => instant.slice(0, 19).replace('T', ' ')
const words = (word: string) => word.replaceAll('_', ' ')
