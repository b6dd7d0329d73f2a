import { hoursBetween, toMoney } from '../../../warehouse/functions.ts'
import { parcelDimensions, sentParcels } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const hoursToPack = mean({
  name: 'hours_to_pack',
  title: 'Time to pack',
  pillar: 'fulfilment',
  sentence:
    'Mean hours from picking until the parcel was packed, of parcels that left, reships apart, where both times are recorded.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 23,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours from picking until the parcel was packed',
    events: () =>
      sentParcels().select((r) =>
        toMoney(hoursBetween(r.ref('d.picked_at'), r.ref('d.packed_at'))).as('amount'),
      ),
  },
  over: 'parcels handed over with both times',
})
