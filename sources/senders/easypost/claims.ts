import { boolean, choice, instant, money, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** A claim as it then stood. */
export const easypostClaims = feed({
  name: 'easypost_claims',
  about: 'A claim of the easypost sender.',
  key: ['claim_id'],
  happenedAt: [],
  columns: {
    claim_id: text('The claim.').required(),
    parcel_id: text('The shipment of EasyPost that it is about, else the tracking number.').required(),
    reference: text('What the shop calls it.'),
    is_test: boolean('Whether it was made in test mode and so is no claim.').required(),
    type: text('What happened to the parcel.').required(),
    status: choice(
      ['submitted', 'in_review', 'needs_action', 'approved', 'approved_partial', 'rejected', 'cancelled'],
      'How it stands.',
    ).required(),
    status_at: instant('Since when it stands so.'),
    filed_at: instant('When it was filed.').required(),
    requested_amount: money('What the shop asked for, in US dollars.').required(),
    approved_amount: money('What was granted, in US dollars.'),
    updated_at: instant('When it was last changed.'),
  },
})

export const claims: ForeignRecord = {
  record: easypostClaims,
  headers: { claim_id: 'id' },
  mappedBy: ['parcel_id'],
}
