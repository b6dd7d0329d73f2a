import { counted, day, decimal, share } from '../format.js'
import { ratio } from '../kpi.js'
import { FEW, apart, changeOf, differ } from '../shares.js'
import { WEEKDAY_NAMES } from '../weekdays.js'
import { said, sum } from './said.js'

const asShare = ({ on_time, due }) => ({ numerator: on_time, denominator: due })
const others = (rows, one) => rows.filter((row) => row !== one).reduce((all, row) => ({ numerator: all.numerator + row.numerator, denominator: all.denominator + row.denominator }), { numerator: 0, denominator: 0 })

/** The member whose share lies furthest below that of the others together, if chance alone would seldom put it there. */
function weakest(members) {
  const known = members.filter(({ denominator }) => denominator > 0)
  const behind = known
    .map((member) => ({ member, rest: others(known, member) }))
    .filter(({ member, rest }) => member.denominator - member.numerator >= FEW && differ(member, rest) && apart(member, rest) < 0)
    .sort((a, b) => apart(a.member, a.rest) - apart(b.member, b.rest))
  return behind[0] ?? null
}

/** When a warehouse's share changed most clearly within the year, as the end of a sentence. */
function since(weeks) {
  const change = changeOf(weeks)
  if (change === null) return ''
  const [before, now] = [change.before, change.since].map(({ numerator, denominator }) => share(numerator / denominator))
  return `; it was ${before} until the week to ${day(weeks[change.at - 1].last_day)} and ${now} since`
}

/** The step on which a warehouse spends most more hours than the others do, as a sentence. */
function heldUpBy(warehouse, steps, members) {
  const extra = steps
    .map(({ metric, title }) => {
      const rows = members.filter((row) => row.metric === metric && row.member !== 'not known')
      const own = rows.find(({ member }) => member === warehouse)
      const rest = others(rows, own)
      const hours = own ? ratio(own.numerator, own.denominator) : null
      return { title, hours, usual: ratio(rest.numerator, rest.denominator) }
    })
    .filter(({ hours, usual }) => hours !== null && usual !== null)
    .sort((a, b) => b.hours - b.usual - (a.hours - a.usual))[0]
  return extra && extra.hours - extra.usual > 1 ? ` Most of what it takes longer is to ${extra.title.toLowerCase()}: ${decimal(extra.hours)} hours, the others ${decimal(extra.usual)}.` : ''
}

/**
 * @param overall described metrics of the whole shop
 * @param steps [{ metric, title, hours }] mean hours of each step
 * @param members a row for each warehouse and metric: { metric, member, numerator, denominator }
 * @param weeks the same by week: { metric, warehouse, last_day, numerator, denominator }
 * @param weekdays { warehouse, weekday, on_time, due }
 */
export function ofFulfilment(overall, steps, members, weeks, weekdays, days) {
  const sentences = []
  const find = (name) => overall.find(({ metric }) => metric === name)
  const onTime = find('shipped_on_time')
  if (onTime && onTime.now !== null) {
    const { period, change } = onTime
    const isClear = change !== null && differ(period, { numerator: period.numerator_before, denominator: period.denominator_before })
    const moved = change === null ? '' : isClear ? `, ${change.text} than in the ${days} days before` : `, no clear change from the ${days} days before (${onTime.textBefore})`
    sentences.push(said(isClear ? change.tone : 'same', `${onTime.text} of parcels were with the carrier by their cut-off in the ${days} days to ${period.last_day}${moved}.`))
  }

  const toShip = find('hours_to_ship')
  const longest = [...steps].sort((a, b) => b.hours - a.hours)[0]
  if (toShip && toShip.now !== null) {
    const most = longest ? ` The longest step is to ${longest.title.toLowerCase()}: ${decimal(longest.hours)} hours.` : ''
    sentences.push(said('same', `From the order to the carrier a parcel took ${decimal(toShip.now)} hours on average${toShip.before === null ? '' : `, in the ${days} days before ${decimal(toShip.before)}`}.${most}`))
  }

  const due = sum(weekdays, 'due')
  const byWeekday = WEEKDAY_NAMES.map((name, i) => ({ name, ...asShare(weekdays.filter(({ weekday }) => weekday === i + 1).reduce((all, row) => ({ on_time: all.on_time + row.on_time, due: all.due + row.due }), { on_time: 0, due: 0 })) }))
  const odd = weakest(byWeekday)
  if (odd) {
    const missed = odd.member.denominator - odd.member.numerator
    const all = due - sum(weekdays, 'on_time')
    sentences.push(said('do', `Look at what is ordered on ${odd.member.name}s: ${share(missed / odd.member.denominator)} of those parcels miss their cut-off, of the others ${share(1 - ratio(odd.rest.numerator, odd.rest.denominator))}; they are ${share(missed / all)} of all that miss it.`))
  }

  const of = (metric) => members.filter((member) => member.metric === metric && member.member !== 'not known')
  const weeksOf = (metric, warehouse) => weeks.filter((week) => week.metric === metric && week.warehouse === warehouse)
  const slow = weakest(of('shipped_on_time'))
  if (slow) sentences.push(said('bad', `${slow.member.member} is slowest: ${share(slow.member.numerator / slow.member.denominator)} of its parcels left by their cut-off, of the other warehouses’ ${share(slow.rest.numerator / slow.rest.denominator)}${since(weeksOf('shipped_on_time', slow.member.member))}.${heldUpBy(slow.member.member, steps, members)}`))
  else if (of('shipped_on_time').length > 1) sentences.push(said('fine', 'No warehouse ships later than the others by more than chance would bring.'))

  const accuracy = of('order_accuracy')
  const wrong = weakest(accuracy)
  if (wrong) sentences.push(said('bad', `${wrong.member.member} packs least accurately: ${share(1 - wrong.member.numerator / wrong.member.denominator)} of its lines were claimed wrong or missing, of the others’ ${share(1 - wrong.rest.numerator / wrong.rest.denominator)}${since(weeksOf('order_accuracy', wrong.member.member))}.`))
  else if (accuracy.length > 1) {
    const claimed = sum(accuracy, 'denominator') - sum(accuracy, 'numerator')
    sentences.push(said('same', claimed < FEW ? `Only ${counted(claimed, 'line was', 'lines were')} claimed wrong or missing: too few to say which warehouse packs less accurately.` : `No warehouse packs less accurately than the others by more than chance would bring (${counted(claimed, 'line')} claimed wrong or missing).`))
  }
  return sentences
}
