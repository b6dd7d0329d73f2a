import { allContacts } from '../events/contacts.ts'
import { metric, orderDimensions } from '../metric.ts'

export const wismoRate = metric({
  name: 'wismo_rate',
  title: 'WISMO rate',
  pillar: 'experience',
  sentence: 'Share of contacts with support that ask where the order is.',
  unit: 'share',
  direction: 'down',
  owner: 'operations',
  reference: { figure: '16–18%', source: 'Gorgias' },
  position: 70,
  isHeadline: true,
  range: 'part',
  dimensions: orderDimensions,
  maturedBy: ['delivery'],
  numerator: {
    means: 'contacts asking where the order is',
    events: () => [allContacts().where('c.topic', '=', 'wismo')],
  },
  denominator: { means: 'all contacts', events: () => [allContacts()] },
})
