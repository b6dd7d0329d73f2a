import { parcelDimensions, promisedParcels } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const lateByCause = metric({
  name: 'late_by_cause',
  title: 'Late, by cause',
  pillar: 'last_mile',
  sentence:
    'Share of promised parcels that were late, delivered or overdue, by who answers for it: the warehouse that handed over too late, the carrier, or an address or customer that could not be met.',
  unit: 'share',
  direction: 'down',
  owner: 'operations',
  position: 54,
  dimensions: parcelDimensions,
  parts: ['late_cause'],
  needs: ['tracking_events'],
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels late',
    events: (settings) => [promisedParcels(settings).where('d.is_late', '=', true).select('d.late_cause')],
  },
  denominator: {
    means: 'promised parcels delivered or overdue',
    events: (settings) => [promisedParcels(settings)],
  },
})
