import { decay, returnStepDimensions } from '../events/return_steps.ts'
import { metric } from '../metric.ts'

export const decayCost = metric({
  name: 'decay_cost',
  title: 'Decay cost',
  pillar: 'retention',
  sentence:
    'What returned goods lost by waiting: their net value × the monthly depreciation of their category (the setting stock) × the days from arrival until they were on sale again or disposed of, ÷ 30. What still waits is counted on the day of the figures.',
  unit: 'money',
  direction: 'down',
  owner: 'finance',
  position: 131,
  dimensions: returnStepDimensions,
  needs: ['return_lines.received_at'],
  maturedBy: ['returns'],
  numerator: { means: 'value lost by waiting', events: (settings) => [decay(settings)] },
  denominator: null,
})
