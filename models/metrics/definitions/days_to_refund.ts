import { daysBetweenSteps, returnStepDimensions } from '../events/return_steps.ts'
import { mean } from '../mean.ts'

export const daysToRefund = mean({
  name: 'days_to_refund',
  title: 'Time to refund',
  pillar: 'retention',
  sentence:
    'Mean days from asking for a return until its first refund was paid. A credit note that names no order is request and refund in one, and is left out.',
  unit: 'days',
  direction: 'down',
  owner: 'operations',
  position: 124,
  dimensions: returnStepDimensions,
  maturedBy: ['returns'],
  measured: {
    means: 'days from request to refund',
    events: (settings) =>
      daysBetweenSteps(
        'l.requested_at',
        'b.refunded_at',
      )(settings).whereRef('l.order_id', '=', 'l.sold_order_id'),
  },
  over: 'returned lines refunded',
})
