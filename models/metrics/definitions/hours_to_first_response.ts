import { toMoney } from '../../../warehouse/functions.ts'
import { contactDimensions, contactEvents } from '../events/contacts.ts'
import { mean } from '../mean.ts'

export const hoursToFirstResponse = mean({
  name: 'hours_to_first_response',
  title: 'First response',
  pillar: 'experience',
  sentence: 'Mean hours from a customer’s contact until support first answered, where it has.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 92,
  dimensions: contactDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours until the first answer',
    events: () => contactEvents().select((r) => toMoney(r.ref('c.first_response_hours')).as('amount')),
  },
  over: 'contacts answered',
})
