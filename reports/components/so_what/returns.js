import { counted, decimal, money, share, words } from '../format.js'
import { said, sum } from './said.js'

/** Returns from which on a route's expected figure is told without a doubt. */
export const ENOUGH_PIECES = 10

/** @param metrics described metrics @param disposed what was done with goods in the period, with the pieces that the best route rests on @param waits by category @param parts of what returns cost */
export function ofReturns(metrics, parts, disposed, waits, toRoute, currency) {
  const sentences = []
  const named = (name) => metrics.find(({ metric, now }) => metric === name && now !== null)
  for (const [metric, what] of [[named('return_rate'), 'of the value shipped came back'], [named('recovery_rate'), 'of the value returned was recovered after handling']]) {
    if (!metric) continue
    const moved = metric.change && metric.before !== null && metric.change.tone !== 'same' ? `, after ${metric.textBefore} in as many days before` : ''
    sentences.push(said(metric.change?.tone ?? 'same', `${metric.text} ${what} (${money(metric.period.numerator, currency)} of ${money(metric.period.denominator, currency)})${moved}.`))
  }
  const cost = named('cost_per_return')
  const spent = sum(parts, 'amount')
  const dearest = [...parts].sort((a, b) => b.amount - a.amount)[0]
  if (cost && spent > 0) sentences.push(said(cost.change?.tone ?? 'same', `A return costs ${cost.text}; ${share(dearest.amount / spent)} of that is ${dearest.part}${dearest.part === 'label' ? 's' : ''}.`))
  sentences.push(...ofLeft(disposed, currency))
  const lost = sum(waits, 'decay_amount')
  const lines = sum(waits, 'lines')
  if (lost > 0) {
    const [worst] = [...waits].sort((a, b) => b.decay_amount - a.decay_amount)
    sentences.push(said('same', `Waiting cost ${money(lost, currency)}, ${decimal(sum(waits, 'days_waited') / lines)} days on average; most of it in ${worst.category} (${share(worst.decay_amount / lost)}).`))
  }
  if (toRoute.length > 0) {
    const known = toRoute.filter(({ value }) => value !== null)
    sentences.push(said('do', `${counted(toRoute.length, 'returned line')} should be routed now${known.length > 0 ? `, worth ${money(sum(known, 'value'), currency, true)}` : ''}.`))
  }
  return sentences
}

/** Of what the best disposition would have brought, only what rests on enough returns is told as money. */
function ofLeft(disposed, currency) {
  const solid = disposed.filter(({ best_pieces, left_amount }) => best_pieces >= ENOUGH_PIECES && left_amount > 0)
  const left = sum(disposed, 'left_amount')
  if (left <= 0) return []
  const firm = sum(solid, 'left_amount')
  if (solid.length === 0) return [said('same', `By too few returns to say, other dispositions would have brought ${money(left, currency)} more.`)]
  const [most] = [...solid].sort((a, b) => b.left_amount - a.left_amount)
  return [said('do', `The best disposition would have brought about ${money(firm, currency)} more, as far as ${ENOUGH_PIECES} returns or more say so; most on ${words(most.grade).toLowerCase()} ${most.category} that went to ${most.disposition} (${money(most.left_amount, currency)} on ${counted(most.lines, 'line')}). Ask why they did: they may have been worse than their grade says.`)]
}
