/** Finer words that tell what happened whatever the word, as the feed has them. */
const finer = {
  label_created: ['label_created'],
  arrived_at_facility: [
    'arrived_at_facility',
    'arrived_at_destination',
    'received_at_origin_facility',
    'received_at_destination_facility',
  ],
  departed_facility: ['departed_facility', 'departed_origin_facility'],
  available_for_pickup: ['arrived_at_pickup_location'],
  out_for_delivery: ['out_for_delivery'],
  returning: ['return'],
  exception: [
    'address_correction',
    'awaiting_information',
    'delayed',
    'delivery_exception',
    'held',
    'missorted',
    'refused',
    'transit_exception',
    'weather_delay',
  ],
}

const cases = Object.entries(finer)
  .map(([word, details]) => `when status_detail in (${inQuotes(details)}) then '${word}'`)
  .join(' ')

/** SQL of what an entry of a tracker tells, in the feed's word; a word of neither is passed on as it is. */
export const eventStatus = `case
    when status = 'delivered' then 'delivered'
    when status_detail in ('damaged', 'lost') then status_detail
    when status = 'return_to_sender' then 'returning'
    ${cases}
    when status = 'pre_transit' then 'label_created'
    when status = 'failure' then 'exception'
    else status end`

/** Words of entries that tell nothing of the parcel. */
export const tellsNothing = "status in ('unknown', 'error', 'cancelled')"

/** Finer words of entries that were made inside a facility, whose place is then the facility's. */
export const insideFacility: readonly string[] = [
  ...finer.arrived_at_facility,
  ...finer.departed_facility,
  ...finer.available_for_pickup,
]

function inQuotes(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}
