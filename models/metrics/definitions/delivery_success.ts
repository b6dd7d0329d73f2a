import { parcelDimensions, settledParcels } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const deliverySuccess = metric({
  name: 'delivery_success',
  title: 'Delivery success',
  pillar: 'last_mile',
  sentence:
    'Share of parcels that arrived, of those whose fate is settled: delivered, back with the sender, lost, or not delivered within the time allowed.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 30,
  dimensions: parcelDimensions,
  needs: ['tracking_events'],
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels delivered',
    events: (settings) => [settledParcels(settings).where('d.state', '=', 'delivered')],
  },
  denominator: {
    means: 'parcels delivered, returned to sender, lost or given up',
    events: (settings) => [settledParcels(settings)],
  },
})
