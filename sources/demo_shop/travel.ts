import { DAY, dayIndex, HOUR, load, MINUTE, startOfDay, weekday } from './calendar.ts'
import type { CarrierNetwork, Lane } from './carrier_network.ts'
import { atTheDoor } from './doorstep.ts'
import type { Habits } from './habits.ts'
import { lose } from './losing.ts'
import type { Metro } from './metros.ts'
import type { Consignment, Journey } from './parcels.ts'
import type { Random } from './random.ts'

/** Lets a parcel travel: what the carrier scans, and what truly happens, which the carrier may not know. */
export function travel(
  consignment: Consignment,
  network: CarrierNetwork,
  habits: Habits,
  random: Random,
): Journey {
  const { lane, service, from } = consignment
  const journey: Journey = {
    scans: [],
    fate: 'waiting',
    deliveredAt: undefined,
    inHandAt: undefined,
    exceptionAt: undefined,
    sentBackAt: undefined,
    lostAt: undefined,
    damaged: false,
    proof: 'none',
    badDay: false,
  }
  const origin = network.hub(lane.carrier, from)
  const grams = Math.max(20, Math.round(consignment.grams * random.normal(1, 0.012)))
  let at = Math.max(consignment.packedAt + random.between(2, 30) * MINUTE, consignment.shippedAt - 6 * HOUR)
  journey.scans.push({ at, status: 'label_created' })
  at = consignment.shippedAt + random.between(5, 90) * MINUTE
  if (random.chance(0.93)) journey.scans.push({ at, status: 'picked_up', facility: origin })
  at += random.between(1.5, 5) * HOUR
  journey.scans.push({ at, status: 'arrived_at_facility', facility: origin, grams })
  const lossLeft = lane.carrier.lossRate * habits.loss * (load(dayIndex(at)) > 1.3 ? 1.4 : 1)
  if (random.chance(lossLeft * 0.35)) return lose(journey, at, random, lane, consignment, network)
  at += random.between(3, 8) * HOUR
  journey.scans.push({ at, status: 'departed_facility', facility: origin })

  const planned = network.transitDays(service, from, lane.area.metro)
  const late = delay(network, lane, at, planned, random)
  let arriveDay = dayIndex(consignment.shippedAt) + planned + late.days
  if (late.days > 0 && late.scanned) {
    journey.exceptionAt = at + random.between(6, 22) * HOUR
    journey.scans.push({ at: journey.exceptionAt, status: 'exception', facility: origin, detail: late.why })
  }
  if (planned + late.days >= 3) crossCountry(journey, network, lane, from, at, arriveDay, random)
  if (random.chance(lossLeft * 0.35)) return lose(journey, at, random, lane, consignment, network)

  if (!lane.carrier.sundays && weekday(startOfDay(arriveDay)) === 0) arriveDay++
  let arrived = startOfDay(arriveDay) + (random.between(3, 6.5) - lane.area.metro.utcOffset) * HOUR
  if (random.chance(0.004)) arrived = at + random.between(1, 3) * HOUR + (arriveDay - dayIndex(at)) * DAY
  if (random.chance(0.97)) {
    const weighed = random.chance(0.45)
      ? Math.max(20, Math.round(consignment.grams * random.normal(1, 0.015)))
      : undefined
    journey.scans.push({ at: arrived, status: 'arrived_at_facility', facility: lane.station, grams: weighed })
  }
  if (random.chance(consignment.fragility)) {
    journey.damaged = true
    if (random.chance(0.25))
      journey.scans.push({
        at: arrived + 20 * MINUTE,
        status: 'damaged',
        facility: lane.station,
        detail: 'Package damaged in transit',
      })
  }
  if (random.chance(lane.station.lossRate + lossLeft * 0.2))
    return lose(journey, arrived, random, lane, consignment, network)
  atTheDoor(journey, consignment, network, habits, random, arrived)
  return journey
}

function crossCountry(
  journey: Journey,
  network: CarrierNetwork,
  lane: Lane,
  from: Metro,
  at: number,
  arriveDay: number,
  random: Random,
): void {
  const span = startOfDay(arriveDay) - at
  if (span < DAY) return
  const middle = network.hub(lane.carrier, random.pick(network.metros()))
  const first = at + span * random.between(0.3, 0.5)
  journey.scans.push({ at: first, status: 'arrived_at_facility', facility: middle })
  journey.scans.push({
    at: first + random.between(2, 7) * HOUR,
    status: 'departed_facility',
    facility: middle,
  })
  if (from.country !== lane.area.metro.country) {
    journey.scans.push({
      at: at + span * random.between(0.7, 0.9),
      status: 'customs',
      detail: 'Clearance in progress',
    })
  } else if (random.chance(0.35)) {
    journey.scans.push({ at: at + span * random.between(0.75, 0.95), status: 'in_transit' })
  }
}

function delay(
  network: CarrierNetwork,
  lane: Lane,
  at: number,
  planned: number,
  random: Random,
): { days: number; why: string; scanned: boolean } {
  const storm = Math.max(
    network.stormDays(lane.area.metro, dayIndex(at)),
    network.stormDays(lane.area.metro, dayIndex(at) + planned),
  )
  if (storm > 0 && random.chance(0.75))
    return { days: storm + (random.chance(0.3) ? 1 : 0), why: 'Severe weather', scanned: random.chance(0.75) }
  const busy = load(dayIndex(at))
  if (!random.chance(lane.carrier.delayRate * (busy > 1.3 ? busy * 1.3 : 1)))
    return { days: 0, why: '', scanned: false }
  const days = 1 + Math.floor(random.exponential(1.1))
  return {
    days,
    why: random.pick([
      'Mechanical failure',
      'Missed connection',
      'Volume exceeds capacity',
      'Missorted, rerouted',
    ]),
    scanned: random.chance(0.5),
  }
}
