import { count, counted, money, share } from '../format.js'
import { said, sum } from './said.js'

export function ofQueue(queue, bands, currency) {
  const sentences = []
  const findings = queue.filter(({ is_finding }) => is_finding)
  const worth = sum(queue, 'expected_value')
  sentences.push(said('do', `${counted(queue.length, 'case is', 'cases are')} worth a look today, at an expected ${money(worth, currency)} in all.`))
  if (findings.length > 0) sentences.push(said('do', `${counted(findings.length, 'is an exact finding', 'are exact findings')} from the payout ledger and need no probability: start there.`))
  const cases = sum(bands, 'cases')
  const fast = sum(bands.filter(({ band }) => band === 'fast_track'), 'cases')
  if (cases > 0) sentences.push(said('fine', `${share(fast / cases)} of all scores (${count(fast)} of ${count(cases)}) let the customer through without delay: most claimants are honest.`))
  return sentences
}
