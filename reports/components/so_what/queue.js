import { count, counted, money, share } from '../format.js'
import { said, sum } from './said.js'

/** @param whole the queue in sums: cases, findings and expected_value */
export function ofQueue(whole, bands, currency) {
  if (!whole) return []
  const sentences = []
  sentences.push(said('do', `${counted(whole.cases, 'case is', 'cases are')} worth a look today, at an expected ${money(whole.expected_value, currency)} in all.`))
  if (whole.findings > 0) sentences.push(said('do', `${counted(whole.findings, 'is an exact finding', 'are exact findings')} from the payout ledger and need no probability: start there.`))
  const cases = sum(bands, 'cases')
  const fast = sum(bands.filter(({ band }) => band === 'fast_track'), 'cases')
  if (cases > 0) sentences.push(said('fine', `${share(fast / cases)} of all scores (${count(fast)} of ${count(cases)}) let the customer through without delay: most claimants are honest.`))
  return sentences
}
