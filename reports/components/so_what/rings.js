import { counted, day, listed, money, share } from '../format.js'
import { KINDS, titleOf } from '../ring_words.js'
import { said, sum } from './said.js'

/** Fewest orders of which a share says something. */
const ENOUGH_ORDERS = 10
/** Fewest that came together to be called a burst. */
const BURST = 3

/** Of the list of rings. */
export function ofRings(rings, currency) {
  if (rings.length === 0) return []
  const open = rings.filter(({ open_cases }) => open_cases > 0)
  const quiet = rings.length - open.length
  const sentences = []
  if (open.length > 0) {
    const [first] = open
    const others = open.length > 1 ? `, the most in ${titleOf(first)} (${money(first.value_at_risk, currency)})` : ''
    sentences.push(said('do', `${counted(open.length, 'ring has', 'rings have')} open cases, with ${money(sum(open, 'value_at_risk'), currency)} at risk${others}: look at the cases of each together.`))
  } else {
    sentences.push(said('fine', 'No ring has an open case: there is nothing to decide today.'))
  }
  if (quiet > 0 && open.length > 0) sentences.push(said('same', `${counted(quiet, 'other has', 'others have')} none: listed for what was found abusive or denied before.`))
  const pairs = rings.filter(({ accounts }) => accounts === 2).length
  if (pairs > 0) sentences.push(said('same', `${pairs === rings.length ? 'All' : `${pairs} of ${rings.length}`} are of two accounts only: a couple with one card looks the same.`))
  if (rings[0].rings_in_all > rings.length) sentences.push(said('same', `${rings.length} of ${counted(rings[0].rings_in_all, 'ring')} are listed: those with the most at risk.`))
  return sentences
}

/** ["payment"] and ["device", "device"] → "1 means of payment and 2 devices" */
const NAMES = { email: ['e-mail address', 'e-mail addresses'], phone: ['phone number'], payment: ['means of payment', 'means of payment'], device: ['device'], address: ['address', 'addresses'] }

function sharedIn(identifiers) {
  const shared = Object.keys(KINDS)
    .map((kind) => [kind, identifiers.filter((one) => one.kind === kind).length])
    .filter(([, number]) => number > 0)
    .map(([kind, number]) => counted(number, ...NAMES[kind]))
  return listed(shared)
}

/** Of one ring. */
export function ofRing(ring, identifiers, currency) {
  const sentences = []
  const shared = sharedIn(identifiers)
  if (ring.open_cases > 0) {
    const exact = ring.exact_findings > 0 ? `, ${counted(ring.exact_findings, 'exact finding')} among them` : ''
    sentences.push(said('do', `${counted(ring.open_cases, 'case waits', 'cases wait')} for a decision${exact}, with ${money(ring.value_at_risk, currency)} at risk. Read what came before, below, and then decide.`))
  } else {
    sentences.push(said('fine', 'Nothing waits for a decision here.'))
  }
  sentences.push(said('same', `${counted(ring.accounts, 'account')} count as one, first linked on ${day(ring.linked_on)}, the last on ${day(ring.last_linked_on)}${shared ? `; they share ${shared}` : ''}.`))
  if (identifiers.length > 0 && identifiers.every(({ kind }) => kind === 'address')) sentences.push(said('same', 'Only an address links them, because abuse was found of both; without that, people at one door are a household and no ring.'))
  const cases = ring.claims + ring.returns
  const rate = ring.orders >= ENOUGH_ORDERS ? ` (${share(ring.claims / ring.orders)})` : ''
  sentences.push(said('same', `${counted(ring.claims, 'claim')} on ${counted(ring.orders, 'order')}${rate} and ${counted(ring.returns, 'return')}; of these ${cases}, reviewers found ${ring.abuse_found} abusive and denied ${ring.denied}.${ring.orders < ENOUGH_ORDERS ? ' So few orders say little of a habit.' : ''}`))
  const bursts = [
    ...(ring.burst_accounts >= BURST ? [`${ring.burst_accounts} accounts placed their first order`] : []),
    ...(ring.burst_cases >= BURST ? [`${ring.burst_cases} claims and returns came from ${day(ring.burst_cases_from)} on`] : []),
  ]
  sentences.push(
    said('same', bursts.length > 0 ? `Within 7 days ${bursts.join(', and ')}.` : `No burst: never more than ${counted(Math.max(ring.burst_accounts, ring.burst_cases), 'new account or case', 'new accounts or cases')} within 7 days.`),
  )
  return sentences
}
