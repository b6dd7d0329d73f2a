import { count, counted, money, share } from '../format.js'
import { WEEKDAY_NAMES } from '../weekdays.js'
import { changeOfCarrier, ofChange } from './carrier.js'
import { FEW, apart } from '../shares.js'
import { said, sum } from './said.js'

/** The carrier whose late share changed most clearly, as a sentence. */
function ofClearest(facilities, days) {
  const clearest = [...new Set(facilities.map(({ carrier }) => carrier))]
    .map((carrier) => ({ carrier, own: facilities.filter((row) => row.carrier === carrier) }))
    .map((one) => ({ ...one, change: changeOfCarrier(one.own) }))
    .filter(({ change }) => change?.isClear)
    .sort((a, b) => b.change.distance - a.change.distance)[0]
  if (clearest) return ofChange(clearest.carrier, clearest.own, days)
  return facilities.length > 0 ? [said('same', `No carrier’s late share changed in the newest ${days} days by more than chance would bring.`)] : []
}

/** The weekday of handover after which most come late, if it stands out. */
function ofWeekdays(weekdays) {
  const byDay = WEEKDAY_NAMES.map((name, i) => {
    const own = weekdays.filter(({ weekday }) => weekday === i + 1)
    return { name, numerator: sum(own, 'late'), denominator: sum(own, 'promised') }
  })
  const all = { numerator: sum(weekdays, 'late'), denominator: sum(weekdays, 'promised') }
  const worst = byDay
    .map((day) => ({ day, rest: { numerator: all.numerator - day.numerator, denominator: all.denominator - day.denominator } }))
    .filter(({ day, rest }) => day.numerator >= FEW && rest.denominator > 0 && apart(day, rest) > 3)
    .sort((a, b) => apart(b.day, b.rest) - apart(a.day, a.rest))[0]
  return worst ? [said('do', `Parcels handed over on ${worst.day.name}s come late most: ${share(worst.day.numerator / worst.day.denominator)}, those of other days ${share(worst.rest.numerator / worst.rest.denominator)}.`)] : []
}

/**
 * @param lanes by loss, the highest first
 * @param facilities of all carriers over the newest days
 * @param weekdays late and promised by carrier and weekday of handover
 */
export function ofCarriers(carriers, lanes, facilities, weekdays, days, currency) {
  const promised = carriers.filter((carrier) => carrier.promised > 0).sort((a, b) => a.on_time / a.promised - b.on_time / b.promised)
  const sentences = []
  if (promised.length > 1) {
    const [worst] = promised
    const best = promised[promised.length - 1]
    sentences.push(said('same', `${best.carrier} keeps its promise most often (${share(best.on_time / best.promised)}), ${worst.carrier} least (${share(worst.on_time / worst.promised)}).`))
  }
  sentences.push(...ofClearest(facilities, days), ...ofWeekdays(weekdays))
  const late = sum(carriers, 'late')
  const causes = [['the carrier', 'late_by_carrier'], ['our warehouse', 'late_by_warehouse'], ['the address or the customer', 'late_by_address']]
    .map(([name, key]) => ({ name, parcels: sum(carriers, key) }))
    .sort((a, b) => b.parcels - a.parcels)
  if (late > 0) sentences.push(said('same', `Of ${counted(late, 'late parcel')}, ${share(causes[0].parcels / late)} were late because of ${causes[0].name} and ${share(causes[1].parcels / late)} because of ${causes[1].name}.`))
  const parcels = sum(carriers, 'parcels')
  const lost = sum(carriers, 'lost')
  if (parcels > 0) {
    const lane = lanes[0]
    const where = lane ? `; most on ${lane.carrier} through ${lane.facility}${lane.region ? ` to ${lane.region}` : ''}, where ${share(lane.loss_rate)} go missing` : ''
    sentences.push(said('same', `${count(lost)} of ${counted(parcels, 'parcel')} went missing (${share(lost / parcels)})${where}.`))
  }
  const freight = sum(carriers, 'freight_amount')
  if (parcels > 0 && freight > 0) sentences.push(said('same', `A parcel costs ${money(freight / parcels, currency, true)} to send on average.`))
  return sentences
}
