import { daysBetweenSteps, returnStepDimensions } from '../events/return_steps.ts'
import { mean } from '../mean.ts'

export const daysToSellable = mean({
  name: 'days_to_sellable',
  title: 'Time to sellable',
  pillar: 'retention',
  sentence: 'Mean days from the arrival of returned goods until they were on sale again.',
  unit: 'days',
  direction: 'down',
  owner: 'operations',
  position: 123,
  dimensions: returnStepDimensions,
  maturedBy: ['returns'],
  measured: {
    means: 'days from arrival until on sale',
    events: daysBetweenSteps('l.received_at', 'l.sellable_at'),
  },
  over: 'returned lines on sale again',
})
