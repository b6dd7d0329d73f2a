import { counted, decimal, money } from '../format.js'
import { said, sum } from './said.js'

/** @param steps the newest month of each step of a return */
export function ofReturnsFlow(toRoute, steps, currency) {
  const sentences = []
  const late = toRoute.filter(({ why }) => why === 'waits too long')
  if (toRoute.length > 0) sentences.push(said('do', `${counted(toRoute.length, 'returned line')} should move${late.length > 0 ? `; ${counted(late.length, 'has', 'have')} waited too long and lost ${money(sum(late, 'value'), currency, true)} by it` : ''}.`))
  // How long customers take to ask is no step of the shop's.
  const slowest = steps.filter(({ metric }) => metric !== 'days_to_return').sort((a, b) => b.p90 - a.p90)[0]
  if (slowest) sentences.push(said('same', `${slowest.title}: half within ${decimal(slowest.p50)} days, nine tenths within ${decimal(slowest.p90)}.`))
  return sentences
}
