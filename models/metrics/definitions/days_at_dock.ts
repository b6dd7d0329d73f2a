import { daysBetweenSteps, returnStepDimensions } from '../events/return_steps.ts'
import { mean } from '../mean.ts'

export const daysAtDock = mean({
  name: 'days_at_dock',
  title: 'Time at the dock',
  pillar: 'retention',
  sentence: 'Mean days from the arrival of returned goods until they were inspected.',
  unit: 'days',
  direction: 'down',
  owner: 'operations',
  position: 122,
  dimensions: returnStepDimensions,
  maturedBy: ['returns'],
  measured: {
    means: 'days from arrival to inspection',
    events: daysBetweenSteps('l.received_at', 'l.inspected_at'),
  },
  over: 'returned lines inspected',
})
