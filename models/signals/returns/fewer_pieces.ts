import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast, bitsAgainstHonest } from '../conditions.ts'
import { signal } from '../signal.ts'

/** Share of abusive returns of which this is taken to be found. */
const amongAbusive = 0.12

export const fewerPieces = signal({
  name: 'fewer_pieces',
  means: 'Fewer pieces arrived than were announced.',
  facts: returnFacts,
  concerns: { stage: ['received', 'inspected'] },
  needs: ['missing_units', 'usual_short'],
  fires: ({ missing_units }) => atLeast(missing_units, 1),
  weight: {
    least: 0,
    most: 5,
    bits: ({ usual_short }, { priors }) => bitsAgainstHonest(amongAbusive, usual_short, priors.return),
  },
  because:
    'log2 of 12% over the usual share in the category less what is taken to be abuse: overstated quantities are a known abuse; split parcels and miscounts explain some.',
  reason: 'Pieces announced that did not arrive: {missing_units}.',
  innocent: 'The rest is on its way in a second parcel.',
  state: 'active',
  cases: [
    { facts: { missing_units: 1, usual_short: 0.01 }, outcome: 'fired', bits: 4.18 },
    { facts: { missing_units: 0, usual_short: 0.01 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
