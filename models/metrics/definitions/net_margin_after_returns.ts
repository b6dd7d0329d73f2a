import { marginSteps, signedEvents } from '../margin_steps.ts'
import { metric, orderDimensions } from '../metric.ts'

export const netMarginAfterReturns = metric({
  name: 'net_margin_after_returns',
  title: 'Net margin after returns',
  pillar: 'margin',
  sentence:
    'Goods sold, less their cost, picking and packing, freight, payment fees, payouts (a refund and the chargeback for it once), return costs and chargeback fees, plus what returned stock and carriers brought back. Payouts count in full, with the tax and shipping that they give back.',
  unit: 'money',
  direction: 'up',
  owner: 'finance',
  position: 160,
  isHeadline: true,
  dimensions: orderDimensions,
  needs: [['order_lines.unit_cost_amount', 'products.unit_cost']],
  maturedBy: ['returns', 'claims'],
  numerator: {
    means: 'sales less costs, returns and claims, plus what was recovered',
    events: (settings) => marginSteps.flatMap((step) => signedEvents(step, settings)),
  },
  denominator: null,
})
