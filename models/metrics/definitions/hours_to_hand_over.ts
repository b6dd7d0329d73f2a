import { hoursBetween, toMoney } from '../../../warehouse/functions.ts'
import { parcelDimensions, sentParcels } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const hoursToHandOver = mean({
  name: 'hours_to_hand_over',
  title: 'Time to hand over',
  pillar: 'fulfilment',
  sentence:
    'Mean hours from packing until the carrier had the parcel, of parcels that left, reships apart, where both times are recorded.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 24,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours from packing until the carrier had the parcel',
    events: () =>
      sentParcels().select((r) =>
        toMoney(hoursBetween(r.ref('d.packed_at'), r.ref('d.shipped_at'))).as('amount'),
      ),
  },
  over: 'parcels handed over with both times',
})
