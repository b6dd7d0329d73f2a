import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const missedAtDock = signal({
  name: 'missed_at_dock',
  means:
    'The carrier delivered the return a week or more before the claim, and the dock had seen nothing of it.',
  facts: claimFacts,
  concerns: { claim_type: ['return_not_credited'] },
  needs: ['days_missed_at_dock'],
  fires: ({ days_missed_at_dock }) => atLeast(days_missed_at_dock, 7),
  weight: 1.5,
  because:
    'What sends a tracking number to the dock without the goods is the known fake-tracking scheme; docks lose and overlook parcels too, which keeps it low.',
  reason:
    'Days since the carrier delivered the return, of which the warehouse has seen nothing: {days_missed_at_dock}.',
  innocent: 'The warehouse mislaid the parcel, or has not scanned it yet.',
  proof: 'Ask the carrier for the weight and the place of the delivery, and search the dock.',
  state: 'active',
  cases: [
    { facts: { days_missed_at_dock: 12 }, outcome: 'fired' },
    { facts: { days_missed_at_dock: 2 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
