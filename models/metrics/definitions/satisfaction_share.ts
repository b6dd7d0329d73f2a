import { allContacts, contactDimensions } from '../events/contacts.ts'
import { metric } from '../metric.ts'

export const satisfactionShare = metric({
  name: 'satisfaction_share',
  title: 'Satisfied customers',
  pillar: 'experience',
  sentence:
    'Share of rated contacts with support that the customer gave 4 or 5 of 5, also by what the order had gone through by then.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 90,
  dimensions: contactDimensions,
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
