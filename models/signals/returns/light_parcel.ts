import { returnFacts } from '../../facts/return_facts.ts'
import { lightBelow } from '../../facts/usual_findings.ts'
import { below, bitsAgainstHonest } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.12

export const lightParcel = signal({
  name: 'light_parcel',
  means: 'What arrived weighed less than its pieces should.',
  facts: returnFacts,
  concerns: { stage: ['received', 'inspected'] },
  needs: ['weight_share', 'usual_light'],
  fires: ({ weight_share }) => below(weight_share, lightBelow),
  weight: {
    least: 0,
    most: 5,
    bits: ({ usual_light }, { priors }) => bitsAgainstHonest(amongAbusive, usual_light, priors.return),
  },
  because:
    'log2 of 12% over the usual share in the category less what is taken to be abuse: what is missing shows on the scale, and where the catalogue’s weights are wrong, they are so for everybody.',
  reason: 'What arrived weighed {weight_share} times what it should.',
  innocent: 'The catalogue’s weight is wrong, or only some goods were sent so far.',
  proof: 'Compare with the carrier’s weight at the first scan.',
  state: 'active',
  cases: [
    { facts: { weight_share: 0.2, usual_light: 0.01 }, outcome: 'fired', bits: 4.18 },
    { facts: { weight_share: 1.05, usual_light: 0.01 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
