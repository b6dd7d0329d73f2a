/** Finer words that tell more than the word they belong to, as the feed has them. */
const finer: Readonly<Record<string, string>> = {
  intransit_002: 'picked_up',
  intransit_003: 'arrived_at_facility',
  intransit_005: 'customs',
  intransit_006: 'customs',
  intransit_007: 'departed_facility',
  exception_010: 'returning',
  exception_011: 'returned_to_sender',
  exception_012: 'damaged',
  exception_013: 'lost',
}

const words: Readonly<Record<string, string>> = {
  inforeceived: 'label_created',
  intransit: 'in_transit',
  outfordelivery: 'out_for_delivery',
  attemptfail: 'delivery_attempted',
  delivered: 'delivered',
  availableforpickup: 'available_for_pickup',
  exception: 'exception',
}

const cases = (column: string, known: Readonly<Record<string, string>>): string =>
  Object.entries(known)
    .map(([word, status]) => `when lower(${column}) = '${word}' then '${status}'`)
    .join(' ')

/** SQL of what a checkpoint tells, in the feed’s word; a word of neither is passed on as it is. */
export const eventStatus = `case ${cases('subtag', finer)} ${cases('tag', words)} else tag end`

/** Whether a checkpoint tells nothing of the parcel: that nothing was heard of it. */
export const tellsNothing = "lower(tag) in ('pending', 'expired')"

/** Whether a checkpoint was made inside a facility or a shop, whose place is then the facility’s. */
export const isInsideFacility = (subtag: unknown): boolean =>
  /^(InTransit_00[2347]|AvailableForPickup_\d+)$/i.test(String(subtag))
