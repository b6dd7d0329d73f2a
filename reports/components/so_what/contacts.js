import { STANDINGS } from '../contact_words.js'
import { count, counted, decimal, share } from '../format.js'
import { FEW, differ, difference } from '../shares.js'
import { said, sum } from './said.js'

const before = ({ numerator_before, denominator_before }) => ({ numerator: numerator_before, denominator: denominator_before })
const rateOf = ({ numerator, denominator }) => numerator / denominator
const points = (value) => `${decimal(Math.abs(value) * 100)} points`

/** The difference that telling first goes with, and the range that holds it 95 times in 100; null without both groups. */
export function toldFirst(asked) {
  const [told, untold] = [true, false].map((isTold) => asked.find(({ is_told_first }) => is_told_first === isTold))
  if (!told || !untold) return null
  const [one, other] = [untold, told].map(({ share_asked, share_asked_low, share_asked_high }) => ({ share: share_asked, low: share_asked_low, high: share_asked_high }))
  return { told, untold, isFew: Math.min(told.parcels, untold.parcels) < 3 * FEW, ...difference(one, other) }
}

function ofTelling(asked) {
  const found = toldFirst(asked)
  if (found === null) return []
  const { told, untold, low, high, at, isFew } = found
  const groups = `Of customers told first of trouble ${share(told.share_asked)} asked where the order is, of the others ${share(untold.share_asked)}`
  if (isFew) return [said('same', `${groups}: too few (${count(told.parcels)} and ${count(untold.parcels)} parcels) to say more.`)]
  if (low <= 0 && high >= 0) return [said('same', `${groups}; chance alone could bring that difference.`)]
  return [said('same', `${groups}: ${points(at)} ${at > 0 ? 'fewer' : 'more'} (${decimal(Math.min(Math.abs(low), Math.abs(high)) * 100)} to ${decimal(Math.max(Math.abs(low), Math.abs(high)) * 100)}). A comparison, not a cause.`)]
}

const AFTER = { on_time: 'an order that came on time', late: 'a late order', return: 'a return', claim: 'a claim' }

/** After what fewer are satisfied than after all else, if chance alone would seldom bring it. */
function ofRatings(satisfied) {
  const known = satisfied.filter(({ denominator }) => denominator > 0)
  const all = { numerator: sum(known, 'numerator'), denominator: sum(known, 'denominator') }
  const worst = known
    .filter(({ member, denominator }) => AFTER[member] && denominator >= FEW)
    .map((row) => ({ row, rest: { numerator: all.numerator - row.numerator, denominator: all.denominator - row.denominator } }))
    .filter(({ row, rest }) => differ(row, rest) && rateOf(row) < rateOf(rest))
    .sort((a, b) => rateOf(a.row) - rateOf(b.row))[0]
  if (worst) return [said('same', `After ${AFTER[worst.row.member]} ${share(rateOf(worst.row))} of customers are satisfied with support, otherwise ${share(rateOf(worst.rest))}.`)]
  return all.denominator > 0 ? [said('same', `${counted(all.denominator, 'rating')} ${all.denominator < 3 * FEW ? 'are too few' : 'lie too close'} to say after what customers are least satisfied.`)] : []
}

function ofRepeats(repeats) {
  const [late, onTime] = ['late', 'on_time'].map((name) => repeats.find(({ member }) => member === name))
  if (!late?.denominator || !onTime?.denominator) return []
  const rates = `${share(rateOf(late))} of customers ordered again within 90 days after a late order, ${share(rateOf(onTime))} after one on time`
  return [said('same', differ(late, onTime) ? `${rates}. A comparison, not a cause.` : `${rates}: no more than chance would bring.`)]
}

/**
 * @param wismo the WISMO rate of the period, as kpi.js describes it
 * @param causes { topic, standing, contacts }
 * @param answers the newest month of hours_to_first_response
 * @param satisfied satisfied customers over ratings, for each outcome
 * @param repeats orders followed by another over orders, for each outcome
 */
export function ofContacts(wismo, causes, answers, satisfied, repeats, asked, days) {
  const sentences = []
  if (wismo && wismo.now !== null) {
    const { period, change } = wismo
    const isClear = change !== null && differ(period, before(period))
    const moved = change === null ? '' : isClear ? `, ${change.text} than in the ${days} days before` : `, no clear change from the ${days} days before (${wismo.textBefore})`
    sentences.push(said(isClear ? change.tone : 'same', `${wismo.text} of ${counted(period.denominator, 'contact')} asked where the order is in the ${days} days to ${period.last_day}${moved}.`))
  }
  const asking = causes.filter(({ topic }) => topic === 'wismo')
  const all = sum(asking, 'contacts')
  const troubled = sum(asking.filter(({ standing }) => standing === 'held_up' || standing === 'overdue'), 'contacts')
  if (all >= FEW && troubled > 0) sentences.push(said(troubled / all > 0.25 ? 'do' : 'same', `${share(troubled / all)} of those asked when their parcel was held up or overdue: ${counted(troubled, 'customer')} whom a message could have reached first.`))
  else if (all >= FEW) {
    const most = Object.keys(STANDINGS).map((standing) => ({ standing, contacts: sum(asking.filter((row) => row.standing === standing), 'contacts') })).sort((a, b) => b.contacts - a.contacts)[0]
    sentences.push(said('same', `Most of those asked of an order that was: ${STANDINGS[most.standing].title.toLowerCase()} (${count(most.contacts)} of ${count(all)}).`))
  }
  if (answers) sentences.push(said('same', `Half of the customers had an answer within ${decimal(answers.p50)} hours, nine tenths within ${decimal(answers.p90)}.`))
  return [...sentences, ...ofTelling(asked), ...ofRatings(satisfied), ...ofRepeats(repeats)]
}
