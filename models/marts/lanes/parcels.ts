import { countRows, firstKnown, onlyIf, over, rowNumber } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { deliveries } from '../deliveries.ts'

const read = tables(deliveries)

/** The facility that delivers most of a carrier's parcels to a postal area. */
const usualFacilities = () => {
  const delivering = read
    .selectFrom('marts.deliveries as d')
    .where('d.delivered_at', 'is not', null)
    .where('d.delivery_facility', 'is not', null)
    .groupBy(['d.carrier', 'd.ship_country', 'd.ship_postal_area', 'd.delivery_facility'])
    .select([
      'd.carrier',
      'd.ship_country',
      'd.ship_postal_area',
      'd.delivery_facility as facility',
      countRows().as('parcels'),
    ])
  const ranked = read
    .selectFrom(delivering.as('f'))
    .select(['f.carrier', 'f.ship_country', 'f.ship_postal_area', 'f.facility'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('f.carrier'), r.ref('f.ship_country'), r.ref('f.ship_postal_area')],
        along: [
          [r.ref('f.parcels'), 'desc'],
          [r.ref('f.facility'), 'asc'],
        ],
      }).as('place'),
    )
  return read.selectFrom(ranked.as('f')).selectAll('f').where('f.place', '=', 1)
}

/** Parcels with the facility of their lane: one that was lost on its way belongs to the lane that it was on its way to. */
export const laneParcels = () =>
  read
    .selectFrom('marts.deliveries as d')
    .leftJoin(usualFacilities().as('f'), (join) =>
      join
        .onRef('f.carrier', '=', 'd.carrier')
        .onRef('f.ship_country', '=', 'd.ship_country')
        .onRef('f.ship_postal_area', '=', 'd.ship_postal_area'),
    )
    .select((r) => [
      'd.shipment_id',
      'd.carrier',
      'd.ship_region',
      'd.is_lost',
      firstKnown(
        onlyIf(r('d.delivered_at', 'is not', null), r.ref('d.delivery_facility')),
        firstKnown(r.ref('f.facility'), r.ref('d.delivery_facility')),
      ).as('facility'),
    ])
