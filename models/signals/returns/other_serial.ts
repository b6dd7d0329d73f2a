import { returnFacts } from '../../facts/return_facts.ts'
import { bitsAgainstHonest, is } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.3

export const otherSerial = signal({
  name: 'other_serial',
  means: 'A serial number is not that of the piece sold.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_other_serial', 'usual_other_serial'],
  fires: ({ is_other_serial }) => is(is_other_serial),
  weight: {
    least: 0,
    most: 6,
    bits: ({ usual_other_serial }, { priors }) =>
      bitsAgainstHonest(amongAbusive, usual_other_serial, priors.return),
  },
  because:
    'log2 of 30% over the usual share in the category less what is taken to be abuse: numbers do not change, and where records of them err, they err for everybody.',
  reason: 'The serial number is not that of the piece sold.',
  innocent: 'The serial number was recorded wrongly at sale.',
  proof: 'Check the serial number recorded at packing.',
  state: 'active',
  cases: [
    { facts: { is_other_serial: true, usual_other_serial: 0.02 }, outcome: 'fired', bits: 4.73 },
    { facts: { is_other_serial: false, usual_other_serial: 0.02 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
