import { daysAfterPromise, parcelDimensions, parcelsNearPromise } from '../events/parcels.ts'
import { metric } from '../metric.ts'
import { counted } from '../other_amounts.ts'

export const promiseAccuracy = metric({
  name: 'promise_accuracy',
  title: 'Promise accuracy',
  pillar: 'last_mile',
  sentence:
    'Share of parcels delivered at most one day before or after the day first promised, of those delivered with a promise. Early is inaccurate too: a promise that is too careful loses sales.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 52,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  numerator: {
    means: 'parcels delivered within a day of their promise',
    events: (settings) => [counted(parcelsNearPromise(settings), parcelDimensions)],
  },
  denominator: {
    means: 'parcels delivered with a promise',
    events: (settings) => [counted(daysAfterPromise(settings), parcelDimensions)],
  },
})
