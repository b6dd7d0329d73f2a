import { choice, currencyCode, instant, money, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const carrierClaims = feed({
  name: 'carrier_claims',
  about: 'A claim that the shop filed with a carrier.',
  key: ['carrier_claim_id'],
  happenedAt: ['filed_at', 'decided_at'],
  columns: {
    carrier_claim_id: text('The claim with the carrier.').required(),
    shipment_id: text('The parcel it is about.').required().refersTo('shipments.shipment_id'),
    type: choice(['lost', 'damaged', 'late', 'overcharge'], 'What the carrier is held to.').required(),
    filed_at: instant('When it was filed.').required(),
    claimed_amount: money('What the shop asked for.').required().atLeast(0),
    decided_at: instant('When the carrier decided.'),
    paid_amount: money('What the carrier paid; missing while undecided.').atLeast(0),
    currency: currencyCode('Currency of its amounts, ISO 4217.'),
    updated_at: instant('When the record was last changed.'),
  },
})
