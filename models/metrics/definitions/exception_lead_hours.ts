import { leadHours } from '../events/exceptions.ts'
import { parcelDimensions } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const exceptionLeadHours = mean({
  name: 'exception_lead_hours',
  title: 'Exception lead time',
  pillar: 'last_mile',
  sentence:
    'Mean hours from the carrier’s first report of trouble with a parcel to the customer’s first contact about the order: how long the shop had to speak first. Below 0 the customer was first.',
  unit: 'hours',
  direction: 'up',
  owner: 'operations',
  position: 55,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: { means: 'hours from trouble to the first contact', events: leadHours },
  over: 'parcels in trouble whose customer made contact',
})
