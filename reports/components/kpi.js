// A metric over a period, compared with as many days before it.
import { decimal, inUnit } from './format.js'

/** numerator ÷ denominator; a pure amount has no denominator; an empty denominator is no data. */
export function ratio(numerator, denominator) {
  if (numerator === null || numerator === undefined) return null
  if (denominator === null || denominator === undefined) return numerator
  return denominator === 0 ? null : numerator / denominator
}

/**
 * How a figure moved: by how much, in words, and whether that is better or worse. Neither where both figures are
 * written alike, or the distance between them rounds to nothing as it is written.
 */
export function change(now, before, unit, direction, currency) {
  if (now === null || before === null) return null
  const difference = now - before
  const relative = before === 0 ? null : difference / Math.abs(before)
  const points = Math.abs(difference * 100).toFixed(Math.max(Math.abs(now), Math.abs(before)) < 0.01 ? 2 : 1)
  const percent = decimal(Math.abs(relative ?? 1) * 100)
  const isWrittenAlike = inUnit(now, unit, currency) === inUnit(before, unit, currency)
  if (isWrittenAlike || Number(unit === 'share' ? points : percent) === 0) return { text: 'unchanged', arrow: '→', tone: 'same', relative: 0, difference: 0 }
  const size = unit === 'share' ? `${points} pts` : relative === null ? 'from 0,' : `${percent}%`
  const isBetter = direction === 'zero' ? Math.abs(now) < Math.abs(before) : difference > 0 === (direction === 'up')
  return {
    text: `${size} ${isBetter ? 'better' : 'worse'}`,
    arrow: difference > 0 ? '▲' : '▼',
    tone: isBetter ? 'good' : 'bad',
    relative,
    difference,
  }
}

/** A figure beside what it should be; an amount's target is that of a day. */
function against(target, now, days, { unit, direction, denominator_means }, currency) {
  if (target === null || target === undefined || now === null) return null
  const wanted = denominator_means ? target : target * days
  const isMet = direction === 'up' ? now >= wanted : direction === 'down' ? now <= wanted : Math.abs(now) <= Math.abs(wanted)
  return { text: inUnit(wanted, unit, currency), isMet }
}

/** Everything a card says of one metric; `period` is its row for the whole shop, if it has one. */
export function describe(definition, period, currency) {
  const now = period ? ratio(period.numerator, period.denominator) : null
  const before = period?.is_comparable ? ratio(period.numerator_before, period.denominator_before) : null
  return {
    ...definition,
    period,
    now,
    before,
    text: inUnit(now, definition.unit, currency),
    textBefore: inUnit(before, definition.unit, currency),
    change: change(now, before, definition.unit, definition.direction, currency),
    target: against(definition.target, now, period?.days, definition, currency),
  }
}

/** The carrier, warehouse or other member that moved a metric most, by what it added at its own former rate. */
export function mover(metric, members) {
  if (!metric.change || !metric.change.difference) return null
  let strongest = null
  for (const member of members) {
    if (member.metric !== metric.metric || member.dimension === 'all' || !member.denominator) continue
    const before = ratio(member.numerator_before, member.denominator_before)
    if (before === null) continue
    const pull = (member.numerator - before * member.denominator) * Math.sign(metric.change.difference)
    if (pull > 0 && (strongest === null || pull > strongest.pull)) strongest = { ...member, pull }
  }
  return strongest
}
