import { count, counted, money, share } from '../format.js'
import { said, sum } from './said.js'

export function ofCarriers(carriers, lanes, currency) {
  const promised = carriers.filter((carrier) => carrier.promised > 0).sort((a, b) => a.on_time / a.promised - b.on_time / b.promised)
  const sentences = []
  if (promised.length > 1) {
    const [worst] = promised
    const best = promised[promised.length - 1]
    sentences.push(said('same', `${best.carrier} keeps its promise most often (${share(best.on_time / best.promised)}), ${worst.carrier} least (${share(worst.on_time / worst.promised)}).`))
  }
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
