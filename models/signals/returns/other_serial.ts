import { returnFacts } from '../../facts/return_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const otherSerial = signal({
  name: 'other_serial',
  means: 'A serial number is not that of the piece sold.',
  facts: returnFacts,
  concerns: { stage: ['inspected'] },
  needs: ['is_other_serial'],
  fires: ({ is_other_serial }) => is(is_other_serial),
  weight: 3,
  because: 'Serial numbers do not change; records of them are seldom wrong.',
  reason: 'The serial number is not that of the piece sold.',
  innocent: 'The serial number was recorded wrongly at sale.',
  proof: 'Check the serial number recorded at packing.',
  state: 'active',
  cases: [
    { facts: { is_other_serial: true }, outcome: 'fired' },
    { facts: { is_other_serial: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
