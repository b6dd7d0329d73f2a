import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const fewerPieces = signal({
  name: 'fewer_pieces',
  means: 'Fewer pieces arrived than were announced.',
  facts: returnFacts,
  concerns: { stage: ['received', 'inspected'] },
  needs: ['missing_units'],
  fires: ({ missing_units }) => atLeast(missing_units, 1),
  weight: 1.5,
  because: 'Overstated quantities are a known abuse; split parcels explain some.',
  reason: 'Pieces announced that did not arrive: {missing_units}.',
  innocent: 'The rest is on its way in a second parcel.',
  state: 'active',
  cases: [
    { facts: { missing_units: 1 }, outcome: 'fired' },
    { facts: { missing_units: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
