import { daysBetweenSteps, returnStepDimensions } from '../events/return_steps.ts'
import { mean } from '../mean.ts'

export const daysToReturn = mean({
  name: 'days_to_return',
  title: 'Time from sale to return',
  pillar: 'retention',
  sentence:
    'Mean days from the sale until the customer asked to return goods of it, or until the credit note that takes it back.',
  unit: 'days',
  direction: 'down',
  owner: 'operations',
  position: 119,
  dimensions: returnStepDimensions,
  maturedBy: ['returns'],
  measured: {
    means: 'days from sale to request or credit note',
    events: daysBetweenSteps('o.ordered_at', 'l.requested_at'),
  },
  over: 'returned lines whose sale is known',
})
