import { ordersDue } from '../events/outcomes.ts'
import { metric, orderDimensions } from '../metric.ts'

export const onTimeInFull = metric({
  name: 'on_time_in_full',
  title: 'On time in full',
  pillar: 'last_mile',
  sentence:
    'Share of orders of which every line and piece arrived by the first date promised, of those whose promise has passed or which arrived before.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 51,
  dimensions: orderDimensions,
  needs: ['tracking_events'],
  maturedBy: ['delivery'],
  numerator: {
    means: 'orders complete by their promise',
    events: () => [ordersDue().where('o.is_on_time_in_full', '=', true)],
  },
  denominator: { means: 'orders due', events: () => [ordersDue()] },
})
