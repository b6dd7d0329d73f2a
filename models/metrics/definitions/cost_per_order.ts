import { contactCosts } from '../events/contacts.ts'
import { shippedOrders } from '../events/shipped.ts'
import { type MarginStep, marginSteps } from '../margin_steps.ts'
import { metric, orderDimensions } from '../metric.ts'

/** The steps from sales to margin that an order causes after its goods are bought, refunds for returns apart. */
const steps = new Set<MarginStep['step']>([
  'Picking and packing',
  'Freight',
  'Payment fees',
  'Return labels and handling',
  'Claim payouts',
  'Chargeback fees',
])

export const costPerOrder = metric({
  name: 'cost_per_order',
  title: 'Cost per order',
  pillar: 'margin',
  sentence:
    'What an order costs beyond its goods: picking and packing, freight, payment fees, support, return labels and handling, and payouts on claims with the fees of chargebacks.',
  unit: 'money',
  direction: 'down',
  owner: 'finance',
  position: 150,
  dimensions: orderDimensions,
  needs: ['shipments.freight_amount'],
  maturedBy: ['returns', 'claims'],
  numerator: {
    means: 'fulfilment, payment, support, return handling and claim payouts',
    events: (settings) => [
      ...marginSteps.filter(({ step }) => steps.has(step)).flatMap(({ events }) => events(settings)),
      contactCosts(),
    ],
  },
  denominator: { means: 'orders shipped', events: (settings) => [shippedOrders(settings)] },
})
