import { maturedOrders } from '../events/outcomes.ts'
import { metric, orderDimensions } from '../metric.ts'

export const perfectOrder = metric({
  name: 'perfect_order',
  title: 'Perfect orders',
  pillar: 'fulfilment',
  sentence:
    'Share of orders that arrived in full by their promise, undamaged, with no parcel that went back to the sender, without a claim and without a return for the shop’s fault, of those with a promise. Counted once no claim or return can follow.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 26,
  dimensions: orderDimensions,
  needs: ['tracking_events', 'claims', 'return_lines'],
  maturedBy: ['delivery', 'returns', 'claims'],
  numerator: {
    means: 'orders without any trouble',
    events: (settings) => [maturedOrders(settings).where('o.is_perfect', '=', true)],
  },
  denominator: {
    means: 'orders of which nothing more can come',
    events: (settings) => [maturedOrders(settings)],
  },
})
