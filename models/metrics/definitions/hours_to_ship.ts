import { hoursBetween, toMoney } from '../../../warehouse/functions.ts'
import { parcelDimensions, sentParcels } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const hoursToShip = mean({
  name: 'hours_to_ship',
  title: 'Time to ship',
  pillar: 'fulfilment',
  sentence: 'Mean hours from the order until the carrier had the parcel, reships left out.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 20,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours from order to handover',
    events: () =>
      sentParcels().select((r) =>
        toMoney(hoursBetween(r.ref('d.ordered_at'), r.ref('d.shipped_at'))).as('amount'),
      ),
  },
  over: 'parcels handed over',
})
