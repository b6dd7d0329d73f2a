import { count, counted, day, listed, money, share, words } from '../format.js'
import { FEW, differ } from '../shares.js'
import { said, sum } from './said.js'

const CHANNELS = { email: 'e-mail', sms: 'SMS', push: 'push', chat: 'chat' }

/** What a customer was told and how, as a cell: "Delayed, by SMS"; an en dash where nothing was. */
export const toldWhat = ({ notification_kind, notification_channel }) =>
  notification_kind ? `${words(notification_kind)}${notification_channel ? `, by ${CHANNELS[notification_channel]}` : ''}` : '–'

/** "5 of 12 customers were told since (3 by e-mail, 2 by SMS)" */
export function toldNow(groups) {
  const told = groups.filter(({ is_told }) => is_told)
  const byChannel = Object.entries(CHANNELS)
    .map(([channel, name]) => [sum(told.filter(({ notification_channel }) => notification_channel === channel), 'parcels'), name])
    .filter(([parcels]) => parcels > 0)
    .map(([parcels, name]) => `${count(parcels)} by ${name}`)
  const how = byChannel.length > 0 ? ` (${listed(byChannel)})` : ''
  return `${count(sum(told, 'parcels'))} of ${counted(sum(groups, 'parcels'), 'customer')} ${sum(groups, 'parcels') === 1 ? 'was' : 'were'} told since${how}`
}

/**
 * @param groups parcels in trouble now by whether and how the customer was told
 * @param firstDue the first day by which one of those not told should hear
 * @param asked parcels in trouble by whether the customer was told first
 * @param loaded which of the feeds notifications and contacts the shop has
 */
export function ofExceptions(groups, firstDue, asked, loaded, currency) {
  const sentences = []
  const untold = groups.filter(({ is_told }) => !is_told)
  if (!loaded.notifications) {
    if (groups.length > 0) sentences.push(said('same', `${counted(sum(groups, 'parcels'), 'parcel is', 'parcels are')} in trouble now; whether their customers know cannot be told without notifications.`))
    return sentences
  }
  if (untold.length > 0) sentences.push(said('do', `${counted(sum(untold, 'parcels'), 'customer')} should hear of trouble with a parcel before they ask; the orders hold goods worth ${money(sum(untold, 'value'), currency, true)}.${firstDue ? ` The first is due on ${day(firstDue)}.` : ''}`))
  if (groups.length > 0) sentences.push(said(untold.length > 0 ? 'same' : 'fine', `Of parcels in trouble now, ${toldNow(groups)}.`))
  const [first, others] = [true, false].map((isTold) => asked.find(({ is_told_first }) => is_told_first === isTold))
  const parcels = sum(asked, 'parcels')
  if (parcels > 0) sentences.push(said('same', `Of all ${counted(parcels, 'parcel')} ever in trouble, ${share((first?.parcels ?? 0) / parcels)} had their customer told before asking (${count(first?.parcels ?? 0)}).`))
  if (loaded.contacts && first && others) sentences.push(said('same', compared(first, others)))
  return sentences
}

function compared(first, others) {
  const rates = `Of those told first ${share(first.share_asked)} asked where the order is, of the others ${share(others.share_asked)}`
  if (Math.min(first.parcels, others.parcels) < FEW) return `${rates}: too few to say that telling changes it.`
  const [one, other] = [first, others].map(({ share_asked, parcels }) => ({ numerator: share_asked * parcels, denominator: parcels }))
  return differ(one, other) ? `${rates}.` : `${rates}: no more apart than chance would bring.`
}
