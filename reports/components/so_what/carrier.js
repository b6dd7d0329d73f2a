import { count, counted, money, share } from '../format.js'
import { ratio } from '../kpi.js'
import { FEW, apart, differ } from '../shares.js'
import { said, sum } from './said.js'

/** A facility's parcels with how many more were late than at its own former share, or its carrier's where it was new. */
export function withExtra(facilities) {
  const usual = ratio(sum(facilities, 'late_before'), sum(facilities, 'promised_before'))
  return facilities.map((facility) => {
    const former = facility.promised_before >= FEW ? facility.late_before / facility.promised_before : usual
    return { ...facility, extra: former === null ? null : facility.late - former * facility.promised }
  })
}

/** How a carrier's late share moved, and which facility accounts for most of it; null where nothing was promised before. */
export function changeOfCarrier(facilities) {
  const now = { numerator: sum(facilities, 'late'), denominator: sum(facilities, 'promised') }
  const before = { numerator: sum(facilities, 'late_before'), denominator: sum(facilities, 'promised_before') }
  if (now.denominator === 0 || before.denominator === 0) return null
  const [rate, former] = [now, before].map(({ numerator, denominator }) => numerator / denominator)
  const isWorse = rate > former
  const extra = now.numerator - former * now.denominator
  const most = withExtra(facilities)
    .filter((facility) => facility.extra !== null && facility.extra > 0 === isWorse)
    .sort((a, b) => Math.abs(b.extra) - Math.abs(a.extra))[0]
  return { now, before, rate, former, isWorse, extra, most, distance: Math.abs(apart(now, before)), isClear: differ(now, before) && Math.max(now.numerator, before.numerator) >= FEW }
}

/** The change as a sentence. */
export function ofChange(carrier, facilities, days) {
  const change = changeOfCarrier(facilities)
  const [late, promised] = ['late', 'promised'].map((key) => sum(facilities, key))
  if (change === null) return promised > 0 ? [said('same', `${carrier}’s late share was ${share(late / promised)} (${count(late)} of ${count(promised)} parcels) in the newest ${days} days; nothing earlier to compare.`)] : []
  const { rate, former, isWorse, extra, most, now, before } = change
  const counts = `${count(now.numerator)} of ${count(now.denominator)} parcels`
  if (!change.isClear) {
    const few = Math.max(now.numerator, before.numerator) < FEW
    return [said('same', `${carrier}’s late share was ${share(rate)} (${counts}) in the newest ${days} days, ${share(former)} before: ${few ? 'too few late parcels to call it a change' : 'no more than chance would bring'}.`)]
  }
  const part = most ? most.extra / extra : 0
  const facility =
    !most || facilities.length < 2 || part < 0.2 ? ''
    : Math.max(most.late, most.late_before) < FEW ? `; its facility ${most.facility} moved most, but with ${counted(most.late, 'late parcel')} that is too few to say`
    : part > 1 ? `; its facility ${most.facility} accounts for all of it, while others went the other way`
    : `; its facility ${most.facility} accounts for ${share(part)} of it`
  return [said(isWorse ? 'bad' : 'good', `${carrier}’s late share ${isWorse ? 'rose' : 'fell'} from ${share(former)} to ${share(rate)} (${counts}) in the newest ${days} days${facility}.`)]
}

/**
 * @param facilities of the carrier, over the period
 * @param totals the carrier's row of the scorecard, over all days
 * @param peers the rows of all carriers
 * @param toFile its parcels that can still be claimed
 */
export function ofCarrier(carrier, facilities, totals, peers, services, toFile, days, currency) {
  const sentences = ofChange(carrier, facilities, days)
  if (totals && totals.late >= FEW) {
    const [cause, parcels] = [['the carrier', totals.late_by_carrier], ['our own late handover', totals.late_by_warehouse], ['the address or the customer', totals.late_by_address]].sort((a, b) => b[1] - a[1])[0]
    sentences.push(said('same', `Of its ${counted(totals.late, 'late parcel')} ${share(parcels / totals.late)} were late because of ${cause}.`))
  }
  if (totals?.parcels > 0) {
    const others = peers.filter((peer) => peer.carrier !== carrier)
    const rest = { numerator: sum(others, 'lost'), denominator: sum(others, 'parcels') }
    const own = { numerator: totals.lost, denominator: totals.parcels }
    const rates = `It lost ${count(own.numerator)} of ${counted(own.denominator, 'parcel')} (${share(own.numerator / own.denominator)})`
    if (rest.denominator > 0) sentences.push(said(differ(own, rest) ? (apart(own, rest) > 0 ? 'bad' : 'good') : 'same', `${rates}, the other carriers ${share(rest.numerator / rest.denominator)}${differ(own, rest) ? '' : own.numerator < FEW ? ': too few to tell them apart' : ': no more apart than chance would bring'}.`))
    else sentences.push(said('same', `${rates}.`))
  }
  const worst = facilities.filter(({ lost }) => lost >= 3).sort((a, b) => b.loss_rate - a.loss_rate)[0]
  if (worst) sentences.push(said('same', `Most is lost through ${worst.facility}: ${count(worst.lost)} of ${counted(worst.settled, 'parcel')} in these ${days} days${worst.lost < FEW ? ', few enough to be chance' : ''}.`))
  const [parcels, freight] = ['parcels', 'freight_amount'].map((key) => sum(services, key))
  const formerly = ratio(sum(services, 'freight_amount_before'), sum(services, 'parcels_before'))
  if (parcels > 0 && freight > 0) sentences.push(said('same', `A parcel cost ${money(freight / parcels, currency, true)} to send${formerly === null || formerly === 0 ? '' : `, ${money(formerly, currency, true)} before`}.`))
  if (toFile.length > 0) sentences.push(said('do', `${counted(toFile.length, 'claim')} worth ${money(sum(toFile, 'value'), currency, true)} can still be filed with it.`))
  return sentences
}

/** What the carrier paid of the claims that it decided, as a sentence; @param states its claims by state */
export function ofClaims(states, currency) {
  const decided = states.filter(({ state }) => state === 'paid' || state === 'denied')
  const claims = sum(decided, 'claims')
  if (claims === 0) return []
  const asked = sum(decided, 'amount')
  const paid = `It paid ${money(sum(decided, 'paid_amount'), currency, true)} of ${money(asked, currency, true)} asked in ${counted(claims, 'decided claim')}`
  return [said('same', claims < FEW ? `${paid}: too few to say how it pays.` : `${paid}${asked > 0 ? ` (${share(sum(decided, 'paid_amount') / asked)})` : ''}.`)]
}
