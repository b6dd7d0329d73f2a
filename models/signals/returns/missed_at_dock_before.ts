import { returnFacts } from '../../facts/return_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const missedAtDockBefore = signal({
  name: 'missed_at_dock_before',
  means:
    'The carrier had delivered an earlier return of this identity two weeks before, and the dock had seen nothing of it.',
  facts: returnFacts,
  concerns: {},
  needs: ['returns_missed_at_dock_before'],
  fires: ({ returns_missed_at_dock_before }) => atLeast(returns_missed_at_dock_before, 1),
  weight: 1.5,
  because:
    'Tracking numbers that arrive without their goods are the known fake-tracking scheme, and it is repeated; docks mislay parcels too, which keeps it low.',
  reason:
    'Earlier returns delivered by the carrier of which the warehouse has seen nothing: {returns_missed_at_dock_before}.',
  innocent: 'The warehouse mislaid the earlier parcel.',
  proof: 'Ask the carrier for the weight and the place of that delivery, and search the dock.',
  state: 'active',
  cases: [
    { facts: { returns_missed_at_dock_before: 1 }, outcome: 'fired' },
    { facts: { returns_missed_at_dock_before: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
