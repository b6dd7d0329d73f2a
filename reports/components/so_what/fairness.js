import { count, counted, decimal, share } from '../format.js'
import { said } from './said.js'

const DIVISIONS = { 'lane loss, tenth': 'lane loss', dwelling: 'dwelling', region: 'region', account: 'age of the account' }
export const divisionOf = (division) => DIVISIONS[division] ?? division

/** How a group is named among its like. */
export function groupOf({ division, group_name }) {
  if (division === 'lane loss, tenth') return group_name === '1' ? 'Tenth 1, least lossy' : group_name === '10' ? 'Tenth 10, most lossy' : `Tenth ${group_name}`
  if (division === 'account') return group_name === 'new' ? 'New accounts' : 'Older accounts'
  return group_name === 'unknown' ? 'Not known' : group_name[0].toUpperCase() + group_name.slice(1)
}

const timesOf = (group, whole) => (whole.false_positive_rate > 0 ? `${decimal(group.false_positive_rate / whole.false_positive_rate)} times as many as of all, ` : '')
const range = (row) => `${share(row.false_positive_rate_low)} to ${share(row.false_positive_rate_high)}`

/** @param of the decided cases of one kind @param groups the whole first, then groups by division */
export function ofFairness(of, groups) {
  if (!of) return []
  const whole = groups.find(({ division }) => division === 'all')
  const parts = groups.filter(({ division }) => division !== 'all')
  if (!whole || whole.false_positive_rate === null || parts.length === 0) {
    return [said('do', `${counted(of.cases, 'decided case')} of this kind, ${count(of.cases - of.abusive)} found honest: too few to tell how groups fare, for a group takes twenty. Decide more cases, and each that the queue shows: some of them are drawn by lot, and only those speak for the others.`)]
  }
  const sentences = [said('same', `Of honest cases the queue shows ${share(whole.false_positive_rate)} (${range(whole)}), by ${count(whole.honest)} decided ones.`)]
  const warned = parts.filter(({ is_warned }) => is_warned).sort((a, b) => b.false_positive_rate - a.false_positive_rate)
  for (const group of warned.slice(0, 3)) {
    sentences.push(said('fault', `${groupOf(group)} (${divisionOf(group.division)}): of honest cases ${share(group.false_positive_rate)} are shown (${range(group)}), ${timesOf(group, whole)}beyond the ${decimal(group.margin * 100)} points allowed, and not by chance. What to do is told below.`))
  }
  if (warned.length > 3) sentences.push(said('fault', `${counted(warned.length - 3, 'more group is', 'more groups are')} marked below.`))
  if (warned.length === 0) {
    const known = parts.filter(({ false_positive_rate }) => false_positive_rate !== null)
    const [highest] = [...known].sort((a, b) => b.false_positive_rate - a.false_positive_rate)
    sentences.push(said('fine', `Of ${counted(known.length, 'group')} with cases enough to tell, none has honest cases that are shown more often by more than ${decimal(whole.margin * 100)} points and beyond chance.`))
    if (highest && highest.false_positive_rate > whole.false_positive_rate) sentences.push(said('same', `The highest is ${groupOf(highest)} (${divisionOf(highest.division)}) with ${share(highest.false_positive_rate)}, by only ${counted(highest.honest, 'honest case')} (${range(highest)}).`))
  }
  if (!parts.some(({ division }) => division.startsWith('lane')) && ['not_received', 'other_claims'].includes(of.population)) sentences.push(said('same', 'Too few cases are decided to compare lanes: each tenth of them takes twenty.'))
  return sentences
}
