import { dueParcels, parcelDimensions, parcelsSentInTime } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const shippedOnTime = metric({
  name: 'shipped_on_time',
  title: 'Shipped on time',
  pillar: 'fulfilment',
  sentence:
    'Share of parcels that were with the carrier by their cut-off, so many hours after the order (the setting shipWithinHours), of those whose cut-off has passed. Reships have no cut-off.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 10,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels handed over by their cut-off',
    events: (settings) => [parcelsSentInTime(settings)],
  },
  denominator: { means: 'parcels due', events: (settings) => [dueParcels(settings)] },
})
