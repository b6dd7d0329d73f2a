import { integer, number, text } from '../../warehouse/columns.ts'
import { countIf, countRows, orElse, over, ratio, sumInteger } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { notReceivedParcels } from './claims/not_received.ts'
import { deliveries } from './deliveries.ts'
import { laneParcels } from './lanes/parcels.ts'
import { shrunken } from './lanes/shrunken.ts'

const read = tables(deliveries)

/** Matured parcels of each lane, with those of its carrier and of all beside them. */
const counted = () => {
  const lanes = read
    .selectFrom(laneParcels().where('d.is_matured', '=', true).as('d'))
    .leftJoin(notReceivedParcels().as('k'), 'k.shipment_id', 'd.shipment_id')
    .groupBy(['d.carrier', 'd.facility', 'd.ship_region'])
    .select((r) => [
      'd.carrier',
      'd.facility',
      'd.ship_region as region',
      countRows().as('parcels'),
      countIf(r.ref('d.is_lost')).as('lost'),
      countIf(r('k.shipment_id', 'is not', null)).as('claimed_not_received'),
    ])
  return read
    .selectFrom(lanes.as('l'))
    .selectAll('l')
    .select((r) => [
      over(sumInteger(r.ref('l.parcels')), { by: [r.ref('l.carrier')] }).as('carrier_parcels'),
      over(sumInteger(r.ref('l.lost')), { by: [r.ref('l.carrier')] }).as('carrier_lost'),
      over(sumInteger(r.ref('l.parcels')), {}).as('all_parcels'),
      over(sumInteger(r.ref('l.lost')), {}).as('all_lost'),
    ])
}

export const lanes = model({
  name: 'marts.lanes',
  about: 'How many parcels each way to the customer loses, as far as its own history tells.',
  owner: 'operations',
  grain: ['carrier', 'facility', 'region'],
  load: rebuilt(),
  published: true,
  columns: {
    carrier: text('The carrier.').required(),
    facility: text(
      'The facility that delivers; for a parcel that did not arrive the one that delivers most of the carrier’s parcels to its postal area, else the last that saw it. Missing where no scan names one.',
    ),
    region: text('State, province or region delivered to.'),
    parcels: integer(
      'Parcels that the carrier got at least the days of settings.matured.delivery ago.',
    ).required(),
    lost: integer('Those that neither arrived nor came back.').required(),
    claimed_not_received: integer('Those that a customer claims not to have received.').required(),
    loss_rate: number(
      'Share lost, shrunken to its carrier’s, which is shrunken to that of all: (lost + m × rate above) ÷ (parcels + m), m being settings.laneShrinkage.',
    )
      .required()
      .atLeast(0)
      .atMost(1),
  },
  query: ({ laneShrinkage }) =>
    read
      .selectFrom(counted().as('l'))
      .select(['l.carrier', 'l.facility', 'l.region', 'l.parcels', 'l.lost', 'l.claimed_not_received'])
      .select((r) => {
        const ofAll = orElse(ratio(r.ref('l.all_lost'), r.ref('l.all_parcels')), 0)
        const ofCarrier = shrunken(r.ref('l.carrier_lost'), r.ref('l.carrier_parcels'), laneShrinkage, ofAll)
        return shrunken(r.ref('l.lost'), r.ref('l.parcels'), laneShrinkage, ofCarrier).as('loss_rate')
      }),
})
