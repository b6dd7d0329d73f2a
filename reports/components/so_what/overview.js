import { count, counted, day, inSentence, listed, money, words } from '../format.js'
import { mover } from '../kpi.js'
import { said, sum } from './said.js'

/** @param metrics described metrics @param members rows per carrier, warehouse … */
export function ofOverview(metrics, members, days, claims, overPaid, currency) {
  const sentences = []
  const margin = metrics.find(({ metric }) => metric === 'net_margin_after_returns')
  if (margin?.now !== null && margin !== undefined) {
    const moved =
      margin.before === null
        ? ''
        : margin.change.tone === 'same' ? `, as in the ${days} days before`
        : `, ${money(Math.abs(margin.now - margin.before), currency)} ${margin.now < margin.before ? 'less' : 'more'} than in the ${days} days before`
    sentences.push(
      said(margin.change?.tone ?? 'same', `Net margin after returns was ${margin.text} in the ${days} days to ${margin.period.last_day}${moved}.`),
    )
  }
  const moved = metrics
    .filter((metric) => metric.change && metric.unit === 'share' && metric.change.relative)
    .sort((a, b) => Math.abs(b.change.relative) - Math.abs(a.change.relative))
  for (const [tone, word] of [['bad', 'worse'], ['good', 'better']]) {
    const metric = moved.find((candidate) => candidate.change.tone === tone)
    if (!metric) continue
    const by = mover(metric, members)
    sentences.push(
      said(tone, `What got ${word} most: ${inSentence(metric.title)}, from ${metric.textBefore} to ${metric.text}${by ? `; ${by.dimension.replace('_', ' ')} ${words(by.member)} moved it most` : ''}.`),
    )
  }
  const aimed = metrics.filter(({ target }) => target)
  const missed = aimed.filter(({ target }) => !target.isMet)
  if (aimed.length > 0) {
    const which = missed.map(({ title, text, target }) => `${inSentence(title)} (${text}, aim ${target.text})`)
    sentences.push(said(missed.length > 0 ? 'missed' : 'fine', missed.length > 0 ? `${count(missed.length)} of ${counted(aimed.length, 'target')} missed: ${listed(which)}.` : `All ${counted(aimed.length, 'target')} are met.`))
  }
  const recoverable = sum(claims, 'value') + sum(overPaid, 'value')
  if (recoverable > 0) {
    const next = claims[0] ? ` The first carrier deadline is ${day(claims[0].due_on)}.` : ''
    sentences.push(said('do', `${money(recoverable, currency, true)} is recoverable now: ${counted(claims.length, 'carrier claim')} to file and ${counted(overPaid.length, 'order line')} paid out beyond their value.${next}`))
  }
  return sentences
}
