import { toMoney } from '../../../warehouse/functions.ts'
import { contactDimensions, contactEvents } from '../events/contacts.ts'
import { mean } from '../mean.ts'

export const satisfaction = mean({
  name: 'satisfaction',
  title: 'Satisfaction',
  pillar: 'experience',
  sentence:
    'Mean rating that customers gave contacts with support, from 1 to 5, also by what the order had gone through by then.',
  unit: 'points',
  direction: 'up',
  owner: 'operations',
  position: 91,
  dimensions: contactDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'ratings',
    events: () => contactEvents().select((r) => toMoney(r.ref('c.satisfaction')).as('amount')),
  },
  over: 'contacts rated',
})
