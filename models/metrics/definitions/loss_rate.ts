import { parcelDimensions, settledParcels } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const lossRate = metric({
  name: 'loss_rate',
  title: 'Loss rate',
  pillar: 'last_mile',
  sentence:
    'Share of parcels that neither arrived nor came back, reported lost or given up after the time allowed, of those whose fate is settled.',
  unit: 'share',
  direction: 'down',
  owner: 'operations',
  reference: { figure: '0.26% stolen', source: 'USPS OIG 2024 ÷ Pitney Bowes' },
  position: 60,
  isHeadline: true,
  range: 'part',
  dimensions: parcelDimensions,
  needs: ['tracking_events'],
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels lost',
    events: (settings) => [settledParcels(settings).where('d.state', '=', 'lost')],
  },
  denominator: {
    means: 'parcels delivered, returned to sender, lost or given up',
    events: (settings) => [settledParcels(settings)],
  },
})
