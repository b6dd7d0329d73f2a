import { counted, day, money, share } from '../format.js'
import { said, sum } from './said.js'

/** @param asked parcels in trouble by whether the customer was told first */
export function ofExceptions(toWarn, asked, currency) {
  const sentences = []
  if (toWarn.length > 0) sentences.push(said('do', `${counted(toWarn.length, 'customer')} should hear of trouble with a parcel before they ask; the orders hold goods worth ${money(sum(toWarn, 'value'), currency, true)}. The first is due on ${day(toWarn[0].due_on)}.`))
  const [told, untold] = [true, false].map((isTold) => asked.find(({ is_told_first }) => is_told_first === isTold))
  const parcels = sum(asked, 'parcels')
  if (parcels > 0) sentences.push(said('same', `${share((told?.parcels ?? 0) / parcels)} of customers whose parcel was in trouble were told before they asked.`))
  if (told && untold) sentences.push(said('same', `Of those told first ${share(told.share_asked)} asked where the order is, of the others ${share(untold.share_asked)}.`))
  return sentences
}
