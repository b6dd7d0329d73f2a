// What the desk says of a case: who has it, how it was decided, what a reviewer has not seen yet.
import { saidOf } from './decision_words.js'
import { ago } from './moments.js'

/** A claim and a return may bear the same id. */
export const nameOf = ({ case_type, case_id }) => `${case_type}/${case_id}`

const LEAVES_OPEN = ['ask_proof', 'escalate']

export const standing = (state) => (state?.decisions ?? []).filter(({ undone_at }) => undone_at === null)

/** The newest decision, where it settles the case. */
export function settledBy(state) {
  const last = standing(state).at(-1)
  return last && !LEAVES_OPEN.includes(last.action) ? last : undefined
}

/** Who has taken it, unless that has lapsed. */
export const holderOf = (state, now) => (state?.taken && Date.parse(state.taken.until) > now ? state.taken : undefined)

const isOthers = (entry, person) => entry !== undefined && entry.reviewer !== person?.name

/** Whether it waits for this reviewer: neither settled nor in somebody else's hands. */
export const isToDo = (state, person, now) => !settledBy(state) && !isOthers(holderOf(state, now), person)

/** The newest decision of somebody else, which another one would have to be an appeal of. */
export const lastOfOthers = (state, person) => standing(state).findLast((one) => isOthers(one, person))

/**
 * What somebody did to the case that the reviewer had not seen when the note was begun.
 *
 * @param seen ids of the decisions that stood there then
 */
export function unseenOf(state, seen, person, now) {
  const decision = standing(state).findLast((one) => isOthers(one, person) && !seen.includes(one.decision_id))
  if (decision) return { decision }
  const holder = holderOf(state, now)
  return isOthers(holder, person) ? { holder } : undefined
}

/** What stands beside a case of the queue: [{ tone, text }]. */
export function chipsOf(state, person, now) {
  const holder = holderOf(state, now)
  const last = standing(state).at(-1)
  const chips = []
  if (last) {
    const tone = settledBy(state) ? 'good' : 'warn'
    const kind = settledBy(state) ? 'decided' : 'still open'
    chips.push({ tone, text: `${kind}: ${saidOf(last)} by ${last.reviewer}, ${ago(last.decided_at, now)}` })
  }
  if (holder) chips.push({ tone: 'plain', text: isOthers(holder, person) ? `taken by ${holder.reviewer}` : 'taken by you' })
  return chips
}

/** The decisions written lately, newest first, with those of a case as they stand now. */
export function withDecisionsOf(lately, { case_type, case_id, decisions }) {
  const told = decisions.map((decision) => ({ case_type, case_id, ...decision }))
  const known = new Map(told.map((decision) => [decision.decision_id, decision]))
  const kept = lately.map((one) => known.get(one.decision_id) ?? one)
  const ids = new Set(lately.map(({ decision_id }) => decision_id))
  return [...told.filter(({ decision_id }) => !ids.has(decision_id)).reverse(), ...kept]
}
