import { attemptedParcels, parcelDimensions } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const firstAttemptSuccess = metric({
  name: 'first_attempt_success',
  title: 'First-attempt success',
  pillar: 'last_mile',
  sentence:
    'Share of parcels handed over at the first attempt, of those that a carrier tried to deliver. Collection at a counter or locker is no attempt.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  reference: { figure: '92%: 8% of first deliveries fail', source: 'Loqate 2021' },
  position: 40,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels delivered at the first attempt',
    events: (settings) => [attemptedParcels(settings).where('d.is_delivered_first_attempt', '=', true)],
  },
  denominator: {
    means: 'parcels with at least one attempt',
    events: (settings) => [attemptedParcels(settings)],
  },
})
