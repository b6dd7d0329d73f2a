import { parcelDimensions, promisedParcels } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const onTimeDelivery = metric({
  name: 'on_time_delivery',
  title: 'On-time delivery',
  pillar: 'last_mile',
  sentence:
    'Share of parcels first scanned as delivered by the first date promised, of those that have arrived or are overdue.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  reference: { figure: '90–95%', source: 'Burq' },
  position: 50,
  isHeadline: true,
  range: 'part',
  dimensions: parcelDimensions,
  needs: ['tracking_events'],
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels delivered by their promise',
    events: (settings) => [promisedParcels(settings).where('d.is_late', '=', false)],
  },
  denominator: {
    means: 'promised parcels delivered or overdue',
    events: (settings) => [promisedParcels(settings)],
  },
})
