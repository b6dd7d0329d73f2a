import { allContacts } from '../events/contacts.ts'
import { metric, orderDimensions } from '../metric.ts'

export const satisfactionShare = metric({
  name: 'satisfaction_share',
  title: 'Satisfied customers',
  pillar: 'experience',
  sentence: 'Share of rated contacts with support that the customer gave 4 or 5 of 5.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 90,
  dimensions: orderDimensions,
  maturedBy: ['delivery'],
  numerator: {
    means: 'contacts rated 4 or 5',
    events: () => [allContacts().where('c.satisfaction', '>=', 4)],
  },
  denominator: {
    means: 'contacts rated',
    events: () => [allContacts().where('c.satisfaction', 'is not', null)],
  },
})
