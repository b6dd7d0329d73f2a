import { ordersPaidOut } from '../events/payouts.ts'
import { ordersPlaced } from '../events/sold.ts'
import { metric, orderDimensions } from '../metric.ts'

export const payoutRate = metric({
  name: 'payout_rate',
  title: 'Orders with a payout',
  pillar: 'margin',
  sentence:
    'Orders for which anything was paid out, each once on the day of its first refund, reship, credit or chargeback, against the orders placed.',
  unit: 'share',
  direction: 'down',
  owner: 'finance',
  position: 145,
  dimensions: orderDimensions,
  needs: ['payouts'],
  maturedBy: ['returns', 'claims'],
  numerator: { means: 'orders with a payout', events: () => [ordersPaidOut()] },
  denominator: { means: 'orders placed', events: () => [ordersPlaced()] },
})
