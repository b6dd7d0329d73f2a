import { ordersSentBack } from '../events/returned.ts'
import { shippedOrders } from '../events/shipped.ts'
import { metric, orderDimensions } from '../metric.ts'

export const returnRateByOrders = metric({
  name: 'return_rate_by_orders',
  title: 'Return rate by orders',
  pillar: 'retention',
  sentence: 'Orders of which something came back, against the orders shipped, each once.',
  unit: 'share',
  direction: 'down',
  owner: 'finance',
  position: 102,
  dimensions: orderDimensions,
  needs: ['return_lines'],
  maturedBy: ['returns'],
  numerator: {
    means: 'orders of which something came back',
    events: (settings) => [ordersSentBack(settings)],
  },
  denominator: { means: 'orders shipped', events: (settings) => [shippedOrders(settings)] },
})
