import { allContacts } from '../events/contacts.ts'
import { shippedOrders } from '../events/shipped.ts'
import { metric, orderDimensions } from '../metric.ts'

export const wismoPerThousandOrders = metric({
  name: 'wismo_per_thousand_orders',
  title: 'WISMO per 1,000 orders',
  pillar: 'experience',
  sentence: 'Contacts asking where the order is, for every 1,000 orders shipped.',
  unit: 'count',
  direction: 'down',
  owner: 'operations',
  position: 80,
  dimensions: orderDimensions,
  needs: ['contacts'],
  maturedBy: ['delivery'],
  per: 1000,
  numerator: {
    means: 'contacts asking where the order is',
    events: () => [allContacts().where('c.topic', '=', 'wismo')],
  },
  denominator: { means: 'orders shipped', events: (settings) => [shippedOrders(settings)] },
})
