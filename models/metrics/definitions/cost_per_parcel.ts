import { allSentParcels, carriageDimensions, freight } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const costPerParcel = metric({
  name: 'cost_per_parcel',
  title: 'Freight per parcel',
  pillar: 'last_mile',
  sentence: 'What carriers charge for a parcel, reships too.',
  unit: 'money',
  direction: 'down',
  owner: 'operations',
  position: 61,
  dimensions: carriageDimensions,
  needs: ['shipments.freight_amount'],
  maturedBy: ['delivery'],
  numerator: { means: 'freight', events: () => [freight()] },
  denominator: { means: 'parcels handed over', events: () => [allSentParcels()] },
})
