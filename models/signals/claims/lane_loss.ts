import { bitsOf } from '../../../warehouse/functions.ts'
import { claimFacts } from '../../facts/claim_facts.ts'
import { atLeast } from '../conditions.ts'
import { signal } from '../signal.ts'

export const laneLoss = signal({
  name: 'lane_loss',
  means: 'How often parcels on this way are claimed as not received, against the whole shop’s share.',
  facts: claimFacts,
  concerns: { claim_type: ['not_received'] },
  needs: ['lane_loss', 'shop_loss', 'lane_parcels', 'lane_claimed'],
  fires: ({ lane_parcels }) => atLeast(lane_parcels, 1),
  weight: {
    least: -3,
    most: 1,
    // An honest customer of a lane claims as often as the lane loses parcels: the odds fall in proportion.
    bits: ({ lane_loss, shop_loss }) => bitsOf(shop_loss, lane_loss),
  },
  because:
    'log2 of the whole shop’s share over this lane’s: claims of honest customers come in proportion to the lane’s losses.',
  reason:
    'Earlier parcels through the same facility: {lane_parcels}; claimed as not received: {lane_claimed}.',
  innocent: 'Parcels on this way really go missing more often than elsewhere.',
  state: 'active',
  isAboutOthers: true,
  cases: [
    {
      facts: { lane_loss: 0.04, shop_loss: 0.01, lane_parcels: 1000, lane_claimed: 40 },
      outcome: 'fired',
      bits: -2,
    },
    {
      facts: { lane_loss: 0.0001, shop_loss: 0.01, lane_parcels: 1000, lane_claimed: 0 },
      outcome: 'fired',
      bits: 1,
    },
    { facts: { lane_loss: 0.01, shop_loss: 0.01, lane_parcels: 0, lane_claimed: 0 }, outcome: 'clear' },
    { facts: {}, outcome: 'unknown' },
  ],
})
