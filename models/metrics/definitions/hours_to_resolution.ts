import { toMoney } from '../../../warehouse/functions.ts'
import { contactDimensions, contactEvents } from '../events/contacts.ts'
import { mean } from '../mean.ts'

export const hoursToResolution = mean({
  name: 'hours_to_resolution',
  title: 'Resolution',
  pillar: 'experience',
  sentence: 'Mean hours from a customer’s contact until it was settled, where it is.',
  unit: 'hours',
  direction: 'down',
  owner: 'operations',
  position: 93,
  dimensions: contactDimensions,
  maturedBy: ['delivery'],
  measured: {
    means: 'hours until settled',
    events: () => contactEvents().select((r) => toMoney(r.ref('c.resolution_hours')).as('amount')),
  },
  over: 'contacts settled',
})
