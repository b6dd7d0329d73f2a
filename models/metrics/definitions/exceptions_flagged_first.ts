import { leadHours } from '../events/exceptions.ts'
import { parcelDimensions } from '../events/parcels.ts'
import { metric } from '../metric.ts'
import { counted } from '../other_amounts.ts'

export const exceptionsFlaggedFirst = metric({
  name: 'exceptions_flagged_first',
  title: 'Trouble seen first',
  pillar: 'last_mile',
  sentence:
    'Share of parcels in trouble of which the carrier reported it before the customer made contact, of those whose customer did.',
  unit: 'share',
  direction: 'up',
  owner: 'operations',
  position: 56,
  dimensions: parcelDimensions,
  maturedBy: ['delivery'],
  numerator: {
    means: 'reported before the first contact',
    events: (settings) => [
      counted(
        leadHours(settings).whereRef('d.first_exception_at', '<', 'd.first_contact_at'),
        parcelDimensions,
      ),
    ],
  },
  denominator: {
    means: 'parcels in trouble whose customer made contact',
    events: (settings) => [counted(leadHours(settings), parcelDimensions)],
  },
})
