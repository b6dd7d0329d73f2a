import { claimFacts } from '../../facts/claim_facts.ts'
import { is } from '../conditions.ts'
import { signal } from '../signal.ts'

export const carrierTrouble = signal({
  name: 'carrier_trouble',
  means: 'The carrier had reported an exception, damage or loss.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['had_trouble'],
  fires: ({ had_trouble }) => is(had_trouble),
  weight: -1,
  because: 'Parcels in trouble are lost several times as often as others; abusers do not choose them.',
  reason: 'The carrier reported trouble with the parcel on its way.',
  innocent: 'The parcel went astray after the trouble.',
  state: 'active',
  cases: [
    { facts: { had_trouble: true }, outcome: 'fired' },
    { facts: { had_trouble: false }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
