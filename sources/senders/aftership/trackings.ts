import { choice, instant, number, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** What a tracking says of its parcel as a whole, as it then was. */
export const aftershipTrackings = feed({
  name: 'aftership_trackings',
  about: 'A tracking of the aftership sender: one parcel with one carrier.',
  key: ['carrier', 'tracking_number'],
  happenedAt: [],
  columns: {
    carrier: text('The carrier, by its code.').required(),
    tracking_number: text('The carrier’s number for the parcel.').required(),
    signed_by: text('The name signed on delivery.').personal('signature'),
    weight: number('Weight that the carrier tells.').atLeast(0),
    weight_unit: choice(['kg', 'g', 'lb', 'oz'], 'The unit of the weight.'),
    updated_at: instant('When the tracking was last changed.'),
  },
})

export const trackings: ForeignRecord = {
  record: aftershipTrackings,
  headers: {},
  mappedBy: ['carrier', 'tracking_number'],
}
