import { DAY, HOUR, MINUTE, weekday } from './calendar.ts'
import type { CarrierNetwork } from './carrier_network.ts'
import { KM_PER_DEGREE, round } from './geography.ts'
import type { Habits } from './habits.ts'
import { lose } from './losing.ts'
import { firstName, signature } from './names.ts'
import type { Consignment, Journey } from './parcels.ts'
import type { Random } from './random.ts'

const FAILS: Record<string, number> = { house: 0.05, apartment: 0.085, business: 0.06, locker: 0.01 }
const THEFT: Record<string, number> = { house: 1, apartment: 1.15, business: 0.3, locker: 0 }

/** The last day on the road: attempts, wrong doors, the scan, and what happens on the porch after it. */
export function atTheDoor(
  journey: Journey,
  parcel: Consignment,
  network: CarrierNetwork,
  habits: Habits,
  random: Random,
  arrived: number,
): void {
  const { lane, address } = parcel
  const { station, route } = lane
  let out = arrived + random.between(2, 4.5) * HOUR
  if (parcel.addressIsWrong && addressTrouble(journey, parcel, random, out)) return
  if (parcel.addressIsWrong) out += 2 * DAY
  for (let attempt = 1; ; attempt++) {
    while (!lane.carrier.sundays && weekday(out) === 0) out += DAY
    journey.scans.push({ at: out, status: 'out_for_delivery', facility: station, route: route.code })
    if (random.chance(route.lossRate + lane.area.lossRate + lane.carrier.lossRate * habits.loss * 0.25)) {
      lose(journey, out, random, lane, parcel, network)
      return
    }
    const at = out + random.between(1.5, 9) * HOUR
    const closed = address.dwelling === 'business' && weekday(at) === 6 ? 0.5 : 0
    if (!random.chance((FAILS[address.dwelling] as number) + closed)) {
      hand(journey, parcel, network, habits, random, at)
      return
    }
    journey.scans.push({
      at,
      status: 'delivery_attempted',
      facility: station,
      route: route.code,
      detail: random.pick(['No access to building', 'Recipient not available', 'Business closed']),
    })
    if (attempt === 3) {
      atTheCounter(journey, parcel, random, at)
      return
    }
    out += DAY
  }
}

/** True when the parcel goes back. */
function addressTrouble(journey: Journey, parcel: Consignment, random: Random, at: number): boolean {
  const facility = parcel.lane.station
  journey.exceptionAt ??= at + 3 * HOUR
  journey.scans.push({ at: at + 3 * HOUR, status: 'exception', facility, detail: 'Address insufficient' })
  if (random.chance(0.4)) return false
  sendBack(journey, parcel, random, at + random.between(1, 3) * DAY)
  return true
}

function atTheCounter(journey: Journey, parcel: Consignment, random: Random, at: number): void {
  const facility = parcel.lane.station
  const ready = at + random.between(3, 20) * HOUR
  journey.scans.push({ at: ready, status: 'available_for_pickup', facility })
  if (random.chance(0.78)) {
    const collected = ready + random.skewed(1.5, 0.6) * DAY
    arrive(journey, collected)
    journey.proof = 'pin'
    journey.scans.push({
      at: collected,
      status: 'delivered',
      facility,
      proof: 'pin',
      latitude: round(facility.latitude),
      longitude: round(facility.longitude),
    })
  } else sendBack(journey, parcel, random, ready + 7 * DAY)
}

function sendBack(journey: Journey, parcel: Consignment, random: Random, at: number): void {
  journey.fate = 'sent_back'
  journey.sentBackAt = at + random.between(3, 8) * DAY
  journey.scans.push({ at, status: 'returning', facility: parcel.lane.station })
  journey.scans.push({ at: journey.sentBackAt, status: 'returned_to_sender', detail: 'Returned to shipper' })
}

function arrive(journey: Journey, at: number): void {
  journey.deliveredAt = at
  journey.inHandAt = at
  journey.fate = 'received'
}

/** Hands the parcel over, at the right door or not, and scans it, or forgets to. */
function hand(
  journey: Journey,
  parcel: Consignment,
  network: CarrierNetwork,
  habits: Habits,
  random: Random,
  at: number,
): void {
  const { lane, address, recipient } = parcel
  journey.badDay = network.isBadDriverDay(lane.route, at)
  const wrongDoor =
    address.dwelling !== 'locker' && random.chance(journey.badDay ? 0.6 : 0.0011 * habits.misdelivery)
  arrive(journey, at)
  let proof = 'none'
  let signedBy: string | undefined
  if (address.dwelling === 'locker') proof = 'locker'
  else if (parcel.signatureWanted || (address.dwelling === 'business' && random.chance(0.4))) {
    proof = random.chance(0.8) ? 'signature' : 'pin'
    if (proof === 'signature') signedBy = signer(parcel, random, wrongDoor)
  } else if (random.chance(lane.carrier.photos)) proof = 'photo'
  else if (random.chance(0.15)) proof = 'safe_place'
  if (
    proof === 'signature' &&
    signedBy !== undefined &&
    !recipient.toLowerCase().includes(signedBy.toLowerCase())
  )
    journey.fate = 'taken_in_by_other'
  if (wrongDoor) wrongHouse(journey, random, at)
  else if (
    (proof === 'none' || proof === 'photo' || proof === 'safe_place') &&
    random.chance(lane.area.theftRate * (THEFT[address.dwelling] as number))
  ) {
    journey.fate = 'stolen'
    journey.inHandAt = undefined
  } else if (random.chance(0.05)) journey.fate = 'taken_in_by_other'
  journey.proof = proof
  if (!wrongDoor && random.chance(0.0035)) {
    journey.deliveredAt = undefined
    return
  }
  const early = random.chance(0.01) ? random.between(20, 200) * MINUTE : 0
  const metres = wrongDoor
    ? random.between(45, 420)
    : Math.abs(random.normal(0, address.dwelling === 'apartment' ? 26 : 14)) +
      (random.chance(0.012) ? random.between(60, 700) : 0)
  const angle = random.next() * 2 * Math.PI
  const positioned = random.chance(lane.carrier.positioned)
  journey.deliveredAt = at - early
  journey.scans.push({
    at: at - early,
    status: 'delivered',
    facility: lane.station,
    route: lane.route.code,
    proof: proof === 'none' && random.chance(0.3) ? undefined : proof,
    signedBy,
    latitude: positioned
      ? round(address.latitude + (metres * Math.sin(angle)) / 1000 / KM_PER_DEGREE)
      : undefined,
    longitude: positioned
      ? round(
          address.longitude +
            (metres * Math.cos(angle)) /
              1000 /
              (KM_PER_DEGREE * Math.cos((address.latitude * Math.PI) / 180)),
        )
      : undefined,
  })
}

/** The neighbours who got it bring it over, or keep it. */
function wrongHouse(journey: Journey, random: Random, at: number): void {
  if (random.chance(0.35)) {
    journey.inHandAt = at + random.skewed(2, 0.7) * DAY
    return
  }
  journey.fate = 'misdelivered'
  journey.inHandAt = undefined
}

function signer(parcel: Consignment, random: Random, wrongDoor: boolean): string {
  if (wrongDoor)
    return signature(`${firstName(random.below(1e9))} ${firstName(random.below(1e9))}`, random.below(4))
  if (parcel.address.dwelling === 'business') return random.pick(['RECEPTION', 'FRONT DESK', 'Mail room'])
  if (random.chance(0.14)) return firstName(random.below(1e9)).toUpperCase()
  return signature(parcel.recipient, random.below(4))
}
