import { hoursBetween, toMoney } from '../../../warehouse/functions.ts'
import { parcelDimensions, sentParcels } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const hoursToPick = mean({
  name: 'hours_to_pick',
  title: 'Time to pick',
  pillar: 'fulfilment',
  sentence:
    'Mean hours from setting stock aside until the goods were picked, of parcels that left, reships apart, where both times are recorded.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 22,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours from setting stock aside until the goods were picked',
    events: () =>
      sentParcels().select((r) =>
        toMoney(hoursBetween(r.ref('d.allocated_at'), r.ref('d.picked_at'))).as('amount'),
      ),
  },
  over: 'parcels handed over with both times',
})
