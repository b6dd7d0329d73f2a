import { count, counted, day, money, share, words } from '../format.js'
import { said, sum } from './said.js'

/** @param kinds payouts by kind in the period @param reasons by what they were for @param rate the described payout rate @param dips lines beyond value @param pairs refunded and charged back */
export function ofPayouts(kinds, reasons, rate, dips, pairs, days, currency) {
  const sentences = []
  const back = sum(kinds.filter(({ kind }) => kind === 'chargeback_reversal'), 'amount')
  const paid = sum(kinds, 'amount') - back
  if (paid > 0) {
    const [most] = kinds.filter(({ kind }) => kind !== 'chargeback_reversal').sort((a, b) => b.amount - a.amount)
    sentences.push(said('same', `${money(paid, currency)} was paid out in the newest ${days} days, ${share(most.amount / paid)} of it as ${words(most.kind).toLowerCase()}s${back > 0 ? `; ${money(back, currency)} of chargebacks were won back` : ''}.`))
    const claimed = reasons.filter(({ settles }) => settles === 'claim')
    const bare = sum(reasons.filter(({ settles }) => settles === 'neither'), 'amount')
    if (claimed.length > 0) {
      const settled = sum(claimed, 'amount')
      const held = sum(claimed.filter(({ carrier_claim_type }) => carrier_claim_type !== 'none'), 'amount')
      sentences.push(said('same', `Claims took ${money(settled, currency)} of it${held > 0 ? `; for ${money(held, currency)} of that the shop held the carrier to it` : '; for none of it the shop held the carrier to it'}.`))
    }
    if (bare > 0 && bare / paid >= 0.005) sentences.push(said('do', `${money(bare, currency)} (${share(bare / paid)}) names neither claim nor return: nobody can say later why it was paid.`))
  }
  if (rate?.now !== null && rate !== undefined) sentences.push(said(rate.change?.tone ?? 'same', `${rate.text} of orders had a payout (${count(rate.period.numerator)} of ${count(rate.period.denominator)})${rate.before === null || rate.change?.tone === 'same' ? '' : `, after ${rate.textBefore} in as many days before`}.`))
  const [dip] = dips
  if (dip?.lines_recoverable > 0) {
    const open = dips.filter(({ is_open }) => is_open).sort((a, b) => a.due_on.localeCompare(b.due_on))
    const overdue = dip.lines_recoverable - dip.lines_open
    const inTime = open.length > 0 ? `; ${count(dip.lines_open)} in time (${money(dip.value_open, currency, true)}, the first by ${day(open[0].due_on)}), ${count(overdue)} overdue` : ', all of them overdue'
    sentences.push(said('do', `Ask back what ${counted(dip.lines_recoverable, 'order line was', 'order lines were')} paid beyond value, ${money(dip.value_recoverable, currency, true)} in all${inTime}.`))
  } else if (dip) sentences.push(said('missed', `${counted(dip.lines_in_all, 'order line was', 'order lines were')} paid beyond value, ${money(dip.value_in_all, currency, true)} in all, too long ago to get it back.`))
  else if (paid > 0) sentences.push(said('fine', 'No order line was paid out beyond what the customer paid for it.'))
  const standing = pairs.filter(({ is_over_paid }) => is_over_paid)
  if (pairs.length > 0) sentences.push(said(standing.length > 0 ? 'do' : 'fine', `${counted(pairs[0].lines_in_all, 'order line was', 'order lines were')} both refunded and charged back; ${standing.length === 0 ? 'none of it stands as a loss' : `${counted(standing.length, 'of the newest stands', 'of the newest stand')} beyond value`}.`))
  return sentences
}
