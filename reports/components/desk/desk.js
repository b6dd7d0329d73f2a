import { get, writable } from 'svelte/store'
import { ask, hasDesk } from './api.js'
import { nameOf } from './case_state.js'
import { listen } from './stream.js'

/**
 * What the desk told: who is signed in, and what happened to which case since the snapshot.
 *
 * `is` says how the desk stands: 'unknown' until it was asked, 'none' on a plain host, 'open', 'signed_out', 'refused'
 * to who may not review, 'silent' while it does not answer.
 */
export const desk = writable({ is: 'unknown', person: undefined, cases: new Map(), published: undefined, opened: 0 })

const told = (news) => desk.update((known) => ({ ...known, ...news }))

/** What was learned of cases while the desk was being asked, and is newer than its answer. */
let newer = new Map()

/** Takes over how a case stands now. */
export function learn(state) {
  newer.set(nameOf(state), state)
  desk.update((known) => ({ ...known, cases: new Map(known.cases).set(nameOf(state), state) }))
}

/** What an answer other than the wanted one says of the desk itself. */
export function heedRefusal(status) {
  if (status === 401) told({ is: 'signed_out' })
  if (status === 0) told({ is: 'silent' })
}

let opening

/** Asks who is signed in, once; a plain host is asked nothing. */
export function openDesk() {
  opening ??= askWho()
  return opening
}

async function askWho() {
  if (!hasDesk()) return told({ is: 'none' })
  const { status, answer } = await ask('/api/me')
  if (status === 200) told({ person: answer, is: answer.role === 'viewer' ? 'refused' : 'open' })
  else heedRefusal(status)
}

let isFollowing = false

/** From now on the desk's news come in by themselves. */
export async function followDesk() {
  await openDesk()
  if (isFollowing || get(desk).is !== 'open') return
  isFollowing = true
  const stop = listen({ connected: refresh, lost: refresh, heard: take })
  desk.subscribe(({ is }) => is === 'signed_out' && stop())
}

async function refresh() {
  newer = new Map()
  const { status, answer } = await ask('/api/desk')
  if (status !== 200) return heedRefusal(status)
  const states = answer.cases.map((state) => [nameOf(state), state])
  desk.update((known) => ({ ...known, is: 'open', cases: new Map([...known.cases, ...states, ...newer]) }))
}

function take(event, news) {
  if (event === 'case') learn(news)
  if (event === 'published') told({ published: news.published_at ?? news.as_of, opened: 0 })
  if (event === 'opened') desk.update((known) => ({ ...known, opened: known.opened + 1 }))
}

export async function signOut() {
  const { status, problem } = await ask('/api/session', { method: 'DELETE' })
  if (status === 200 || status === 204 || status === 401) window.location.assign('/sign-in')
  return problem
}

/** Where to sign in, and to come back from. */
export const signInAddress = ({ pathname, search }) => `/sign-in?to=${encodeURIComponent(pathname + search)}`
