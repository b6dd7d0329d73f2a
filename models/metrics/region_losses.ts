import { number, text } from '../../warehouse/columns.ts'
import { countIf, countRows, orElse, over, ratio, sumInteger } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { notReceivedParcels } from '../marts/claims/not_received.ts'
import { deliveries } from '../marts/deliveries.ts'
import { shrunken } from '../marts/lanes/shrunken.ts'
import { lanes } from '../marts/lanes.ts'
import { model } from '../model.ts'

/** Matured parcels of each region, and how many of them are lost or claimed. */
const counted = () =>
  tables(deliveries)
    .selectFrom('marts.deliveries as d')
    .leftJoin(notReceivedParcels().as('k'), 'k.shipment_id', 'd.shipment_id')
    .where('d.is_matured', '=', true)
    .groupBy(['d.ship_country', 'd.ship_region'])
    .select((r) => [
      'd.ship_country as country',
      'd.ship_region as region',
      countRows().as('parcels'),
      countIf(r.ref('d.is_lost')).as('lost'),
      countIf(r('k.shipment_id', 'is not', null)).as('claimed_not_received'),
    ])

const beside = () =>
  tables()
    .selectFrom(counted().as('g'))
    .selectAll('g')
    .select((r) => {
      const ofCountry = { by: [r.ref('g.country')] }
      return [
        over(sumInteger(r.ref('g.parcels')), ofCountry).as('country_parcels'),
        over(sumInteger(r.ref('g.lost')), ofCountry).as('country_lost'),
        over(sumInteger(r.ref('g.claimed_not_received')), ofCountry).as('country_claimed'),
        over(sumInteger(r.ref('g.parcels')), {}).as('all_parcels'),
        over(sumInteger(r.ref('g.lost')), {}).as('all_lost'),
        over(sumInteger(r.ref('g.claimed_not_received')), {}).as('all_claimed'),
      ]
    })

const { parcels, lost, claimed_not_received } = lanes.columns

export const regionLosses = model({
  name: 'metrics.region_losses',
  about:
    'How many parcels are lost, or claimed not received, on their way to each region, as far as its own history tells.',
  owner: 'operations',
  grain: ['country', 'region'],
  load: rebuilt(),
  published: true,
  columns: {
    country: text('Country delivered to, ISO 3166-1 alpha-2.'),
    region: text('State, province or region delivered to.'),
    parcels,
    lost,
    claimed_not_received,
    loss_rate: number(
      'Share lost, shrunken to its country’s, which is shrunken to that of all: (lost + m × rate above) ÷ (parcels + m), m being settings.laneShrinkage.',
    )
      .required()
      .atLeast(0)
      .atMost(1),
    claim_rate: number('Share claimed not received, shrunken in the same way.')
      .required()
      .atLeast(0)
      .atMost(1),
  },
  query: ({ laneShrinkage: m }) =>
    tables()
      .selectFrom(beside().as('g'))
      .select(['g.country', 'g.region', 'g.parcels', 'g.lost', 'g.claimed_not_received'])
      .select((r) => {
        const drawn = (part: 'lost' | 'claimed') => {
          const own = r.ref(part === 'lost' ? 'g.lost' : 'g.claimed_not_received')
          const ofAll = orElse(ratio(r.ref(`g.all_${part}`), r.ref('g.all_parcels')), 0)
          return shrunken(
            own,
            r.ref('g.parcels'),
            m,
            shrunken(r.ref(`g.country_${part}`), r.ref('g.country_parcels'), m, ofAll),
          )
        }
        return [drawn('lost').as('loss_rate'), drawn('claimed').as('claim_rate')]
      }),
})
