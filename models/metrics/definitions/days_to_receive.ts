import { daysBetweenSteps, returnStepDimensions } from '../events/return_steps.ts'
import { mean } from '../mean.ts'

export const daysToReceive = mean({
  name: 'days_to_receive',
  title: 'Time to receive returns',
  pillar: 'retention',
  sentence: 'Mean days from asking for a return until its goods arrived.',
  unit: 'days',
  direction: 'down',
  owner: 'operations',
  position: 121,
  dimensions: returnStepDimensions,
  maturedBy: ['returns'],
  measured: {
    means: 'days from request to arrival',
    events: daysBetweenSteps('l.requested_at', 'l.received_at'),
  },
  over: 'returned lines that arrived',
})
