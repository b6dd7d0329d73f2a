import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const emptyParcel = signal({
  name: 'empty_parcel',
  means: 'The return parcel came back empty.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_empty'],
  fires: ({ is_empty }) => is(is_empty),
  weight: 4,
  because: 'An empty return is the abuse merchants report most; packing mistakes are rare.',
  reason: 'The parcel arrived empty.',
  innocent: 'The goods were lost or stolen on the way back.',
  proof: 'Compare the weights that the carrier scanned.',
  state: 'active',
  cases: [
    { facts: { is_empty: true }, outcome: 'fired' },
    { facts: { is_empty: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
