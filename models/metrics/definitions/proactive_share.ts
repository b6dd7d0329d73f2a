import { customersToldFirst, parcelsInTrouble } from '../events/exceptions.ts'
import { parcelDimensions } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const proactiveShare = metric({
  name: 'proactive_share',
  title: 'Customers told first',
  pillar: 'experience',
  sentence:
    'Share of parcels in trouble whose customer was told of a delay before making contact about the order.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 82,
  dimensions: parcelDimensions,
  needs: ['notifications'],
  maturedBy: ['delivery'],
  numerator: {
    means: 'customers told before their first contact',
    events: (settings) => [customersToldFirst(settings)],
  },
  denominator: { means: 'parcels in trouble', events: (settings) => [parcelsInTrouble(settings)] },
})
