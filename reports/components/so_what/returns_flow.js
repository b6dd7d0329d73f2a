import { counted, decimal, money } from '../format.js'
import { said, sum } from './said.js'

/** What the customer or the carrier has to do is no wait of the shop's. */
const OTHERS = ['to_be_sent', 'never_sent', 'on_the_way']

/**
 * @param steps the newest month of each step of a return
 * @param waits what returned lines wait for: { wait, title, lines, returned_amount, p90 }
 */
export function ofReturnsFlow(toRoute, steps, waits, currency) {
  const sentences = []
  const late = toRoute.filter(({ why }) => why === 'waits too long')
  const lost = sum(late, 'value')
  if (toRoute.length > 0) sentences.push(said('do', `${counted(toRoute.length, 'returned line')} should move${late.length > 0 ? `; ${counted(late.length, 'has', 'have')} waited too long${lost > 0 ? ` and lost ${money(lost, currency, true)} by it` : ''}` : ''}.`))
  const most = waits.filter(({ wait }) => !OTHERS.includes(wait)).sort((a, b) => b.lines - a.lines)[0]
  if (most) sentences.push(said('same', `In the house most wait for: ${most.title[0].toLowerCase()}${most.title.slice(1)} (${counted(most.lines, 'line')} worth ${money(most.returned_amount, currency)}, nine tenths up to ${decimal(most.p90)} days).`))
  // How long customers take to ask is no step of the shop's.
  const slowest = steps.filter(({ metric }) => metric !== 'days_to_return').sort((a, b) => b.p90 - a.p90)[0]
  if (slowest) sentences.push(said('same', `${slowest.title}: half took up to ${decimal(slowest.p50)} days, nine tenths up to ${decimal(slowest.p90)}.`))
  return sentences
}
