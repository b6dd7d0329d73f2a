import { hoursBetween, toMoney } from '../../../warehouse/functions.ts'
import { parcelDimensions, sentParcels } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const hoursToAllocate = mean({
  name: 'hours_to_allocate',
  title: 'Time to allocate',
  pillar: 'fulfilment',
  sentence:
    'Mean hours from the order until stock was set aside for the parcel, of parcels that left, reships apart, where both times are recorded.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 21,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours from the order until stock was set aside for the parcel',
    events: () =>
      sentParcels().select((r) =>
        toMoney(hoursBetween(r.ref('d.ordered_at'), r.ref('d.allocated_at'))).as('amount'),
      ),
  },
  over: 'parcels handed over with both times',
})
