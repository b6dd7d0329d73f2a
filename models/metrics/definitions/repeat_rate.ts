import { ordersRepeated, ordersToRepeat } from '../events/outcomes.ts'
import { metric, orderDimensions } from '../metric.ts'

export const repeatRate = metric({
  name: 'repeat_rate',
  title: 'Repeat rate',
  pillar: 'experience',
  sentence:
    'Share of orders whose customer ordered again within 90 days, told on the 90th day, also by what the order had gone through.',
  unit: 'share',
  direction: 'up',
  owner: 'executives',
  position: 94,
  dimensions: [...orderDimensions, 'went_through'],
  maturedBy: ['delivery'],
  numerator: { means: 'orders followed by another within 90 days', events: () => [ordersRepeated()] },
  denominator: { means: 'orders of 90 days ago', events: () => [ordersToRepeat()] },
})
