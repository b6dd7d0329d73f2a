import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.25

export const emptyParcel = signal({
  name: 'empty_parcel',
  means: 'The return parcel came back empty.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_empty', 'usual_empty'],
  fires: ({ is_empty }) => is(is_empty),
  weight: {
    least: 0,
    most: 7,
    bits: ({ usual_empty }, { priors }) => bitsAgainstHonest(amongAbusive, usual_empty, priors.return),
  },
  because:
    'log2 of 25% over the usual share in the category less what is taken to be abuse: empty boxes are the sign of abuse that online shops name most (31%, Appriss Retail); goods are lost on the way back too.',
  reason: 'The parcel arrived empty.',
  innocent: 'The goods were lost or stolen on the way back.',
  proof: 'Compare the weights that the carrier scanned.',
  state: 'active',
  cases: [
    { facts: { is_empty: true, usual_empty: 0.01 }, outcome: 'fired', bits: 6.38 },
    { facts: { is_empty: false, usual_empty: 0.01 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
