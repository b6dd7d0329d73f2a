import { allClaims } from '../events/claims.ts'
import { deliveredParcels, parcelDimensions } from '../events/parcels.ts'
import { metric } from '../metric.ts'

export const claimRate = metric({
  name: 'claim_rate',
  title: 'Claim rate',
  pillar: 'retention',
  sentence: 'Claims of customers for every parcel delivered, whatever they claim.',
  unit: 'share',
  direction: 'down',
  owner: 'loss prevention',
  position: 110,
  isHeadline: true,
  range: 'not_negative',
  dimensions: parcelDimensions,
  parts: ['claim_type'],
  needs: ['claims'],
  maturedBy: ['claims'],
  numerator: { means: 'claims made', events: () => [allClaims()] },
  denominator: { means: 'parcels delivered', events: (settings) => [deliveredParcels(settings)] },
})
