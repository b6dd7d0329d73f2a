import { returnFacts } from '../../facts/return_facts.ts'
import { below } from '../conditions.ts'
import { signal } from '../signal.ts'

export const lightParcel = signal({
  name: 'light_parcel',
  means: 'The return weighed less than two thirds of what its goods weigh.',
  facts: returnFacts,
  concerns: { stage: ['received', 'inspected'] },
  needs: ['weight_share'],
  fires: ({ weight_share }) => below(weight_share, 0.66),
  weight: 2,
  because: 'A missing item shows on the scale; packaging and catalogue errors stay within a third.',
  reason: 'The parcel weighed {weight_share} times what the goods weigh.',
  innocent: 'The catalogue’s weight is wrong, or only some goods were sent so far.',
  proof: 'Compare with the carrier’s weight at the first scan.',
  state: 'active',
  cases: [
    { facts: { weight_share: 0.2 }, outcome: 'fired' },
    { facts: { weight_share: 1.05 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
