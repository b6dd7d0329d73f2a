import { count, counted, day, decimal, money, share } from '../format.js'
import { differ } from '../shares.js'
import { said, sum } from './said.js'

/** Claims from which on a carrier's share paid is set against another's. */
const ENOUGH_CLAIMS = 10

/** @param states what could be claimed by carrier, state and whether it is eligible @param carriers by carrier @param toFile the work list @param waiting the claims that wait longest */
export function ofCarrierClaims(states, carriers, toFile, waiting, currency) {
  const sentences = []
  const cash = (amount) => money(amount, currency)
  const losses = states.filter(({ is_loss, is_eligible }) => is_loss && is_eligible)
  const eligible = sum(losses, 'amount')
  const isFiled = ({ state }) => state === 'waiting' || state === 'paid' || state === 'denied'
  const filed = losses.filter(isFiled)
  const expired = losses.filter(({ state }) => state === 'expired')

  if (toFile.length > 0) {
    const soon = toFile.filter(({ days_left }) => days_left <= 7)
    sentences.push(said('do', `File ${counted(toFile.length, 'claim')} worth ${money(sum(toFile, 'value'), currency, true)}${soon.length > 0 ? `; ${count(soon.length)} of them within a week` : ''}. The first is due on ${day(toFile[0].due_on)}.`))
  }
  if (eligible > 0) {
    sentences.push(said('same', `Of ${cash(eligible)} that carriers could be held to, ${share(sum(filed, 'amount') / eligible)} was filed (${count(sum(filed, 'claims'))} of ${counted(sum(losses, 'claims'), 'parcel')}).`))
    if (expired.length > 0) sentences.push(said('missed', `${cash(sum(expired, 'amount'))} is lost for good: ${counted(sum(expired, 'claims'), 'parcel')} whose last day to file passed without a claim.`))
  }

  const decided = (rows) => rows.filter(({ state }) => state === 'paid' || state === 'denied')
  const [ours, theirs] = [true, false].map((isEligible) => decided(states.filter(({ is_loss, is_eligible }) => is_loss && is_eligible === isEligible)))
  if (ours.length > 0 && theirs.length > 0) {
    const [one, other] = [ours, theirs].map((rows) => sum(rows, 'paid_amount') / sum(rows, 'amount'))
    const few = Math.min(sum(ours, 'claims'), sum(theirs, 'claims')) < ENOUGH_CLAIMS
    sentences.push(said('same', `Where the carrier’s own scans show the loss it paid ${share(one)} of what was asked, where they show the parcel delivered ${share(other)}${few ? '; too few claims to say more' : ''}.`))
  }
  const compared = carriers.filter(({ decided_claims }) => decided_claims >= ENOUGH_CLAIMS).sort((a, b) => b.paid_share - a.paid_share)
  if (compared.length > 1) {
    const [best] = compared
    const worst = compared[compared.length - 1]
    const paidOf = ({ paid_claims, decided_claims }) => ({ numerator: paid_claims, denominator: decided_claims })
    const chance = differ(paidOf(best), paidOf(worst)) ? '' : '; no further apart than chance sets so few'
    sentences.push(said('same', `${best.carrier} pays most of what is asked (${share(best.paid_share)}, ${counted(best.decided_claims, 'claim')}), ${worst.carrier} least (${share(worst.paid_share)}, ${counted(worst.decided_claims, 'claim')})${chance}.`))
  } else if (carriers.some(({ decided_claims }) => decided_claims > 0)) {
    sentences.push(said('same', `Only ${counted(sum(carriers, 'decided_claims'), 'claim was', 'claims were')} decided: too few to set carriers against each other.`))
  }
  const late = waiting.filter(({ days_waiting, usual_days, decided: rests }) => rests >= ENOUGH_CLAIMS && days_waiting > usual_days)
  if (late.length > 0) sentences.push(said('do', `Ask after ${counted(late.length, 'claim')} that ${late.length === 1 ? 'waits' : 'wait'} longer than the carrier usually takes; the oldest for ${decimal(late[0].days_waiting, 0)} days.`))
  return sentences
}
