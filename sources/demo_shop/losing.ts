import { DAY, dayIndex, HOUR, startOfDay } from './calendar.ts'
import type { CarrierNetwork, Lane } from './carrier_network.ts'
import type { Consignment, Journey } from './parcels.ts'
import type { Random } from './random.ts'

/** A parcel goes astray; some turn up weeks later and are delivered after all. */
export function lose(
  journey: Journey,
  at: number,
  random: Random,
  lane: Lane,
  consignment: Consignment,
  network: CarrierNetwork,
): Journey {
  journey.fate = 'lost'
  const noticed = at + random.skewed(4, 0.5) * DAY
  if (random.chance(0.35)) {
    journey.exceptionAt ??= noticed
    journey.scans.push({
      at: noticed,
      status: 'exception',
      facility: lane.station,
      detail: 'Shipment not located',
    })
  }
  if (random.chance(0.2)) {
    const found = at + random.skewed(13, 0.5) * DAY
    const day = dayIndex(found) + 1
    journey.scans.push({
      at: found,
      status: 'arrived_at_facility',
      facility: lane.station,
      detail: 'Package located',
    })
    const delivered = startOfDay(day) + (random.between(11, 18) - lane.area.metro.utcOffset) * HOUR
    journey.scans.push({
      at: delivered - 4 * HOUR,
      status: 'out_for_delivery',
      facility: lane.station,
      route: lane.route.code,
    })
    journey.scans.push({
      at: delivered,
      status: 'delivered',
      facility: lane.station,
      route: lane.route.code,
      proof: 'none',
    })
    journey.deliveredAt = delivered
    journey.inHandAt = delivered
    journey.fate = 'received'
  } else if (random.chance(0.55)) {
    journey.lostAt = at + random.between(9, 21) * DAY
    journey.scans.push({
      at: journey.lostAt,
      status: 'lost',
      facility: random.chance(0.5) ? lane.station : network.hub(lane.carrier, consignment.from),
    })
  }
  return journey
}
