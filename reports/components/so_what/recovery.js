import { counted, money, share, words } from '../format.js'
import { said, sum } from './said.js'

export function ofRecovery(routes, claims, overPaid, days, currency) {
  const sentences = []
  const total = sum(routes, 'amount')
  const comparable = routes.length > 0 && routes.every((route) => route.is_comparable)
  if (routes.length > 0) {
    const before = sum(routes, 'amount_before')
    const moved = comparable ? `, ${money(Math.abs(total - before), currency)} ${total < before ? 'less' : 'more'} than in the ${days} days before` : ''
    sentences.push(said(!comparable || total === before ? 'same' : total > before ? 'good' : 'bad', `${money(total, currency)} of margin came back in the ${days} days to ${routes[0].last_day}, after the cost of review${moved}.`))
    const gains = routes.filter(({ amount }) => amount > 0).sort((a, b) => b.amount - a.amount)
    const gained = sum(gains, 'amount')
    if (gains.length > 1) sentences.push(said('same', `${words(gains[0].route)} brought most of it: ${share(gains[0].amount / gained)} of what came back.`))
  }
  const soon = claims.filter(({ days_left }) => days_left <= 7)
  if (claims.length > 0) {
    sentences.push(said('do', `${counted(claims.length, 'carrier claim')} worth ${money(sum(claims, 'value'), currency, true)} can still be filed${soon.length > 0 ? `; ${soon.length === claims.length ? 'all' : soon.length} of them, worth ${money(sum(soon, 'value'), currency, true)}, within a week` : ''}.`))
  }
  if (overPaid.length > 0) {
    sentences.push(said('do', `${counted(overPaid.length, 'order line was', 'order lines were')} paid out beyond what the customer paid, by ${money(sum(overPaid, 'value'), currency, true)} in all.`))
  }
  return sentences
}
