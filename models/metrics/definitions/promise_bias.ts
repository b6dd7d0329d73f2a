import { daysAfterPromise, parcelDimensions } from '../events/parcels.ts'
import { mean } from '../mean.ts'

export const promiseBias = mean({
  name: 'promise_bias',
  title: 'Promise bias',
  pillar: 'last_mile',
  sentence:
    'Mean days from the day first promised to the day of delivery: above 0 parcels come late, below 0 early.',
  unit: 'days',
  direction: 'zero',
  owner: 'operations',
  position: 53,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  measured: { means: 'days delivered after the promise', events: daysAfterPromise },
  over: 'parcels delivered with a promise',
})
