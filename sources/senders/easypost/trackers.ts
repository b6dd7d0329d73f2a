import { boolean, instant, number, text } from '../../../warehouse/columns.ts'
import { feed } from '../../feed.ts'
import type { ForeignRecord } from '../sender.ts'

/** What a tracker says of its parcel as a whole, as it then was. */
export const easypostTrackers = feed({
  name: 'easypost_trackers',
  about: 'A tracker of the easypost sender: one parcel with one carrier.',
  key: ['carrier', 'tracking_number'],
  happenedAt: [],
  columns: {
    carrier: text('The carrier, by its code.').required(),
    tracking_number: text('The carrier’s number for the parcel.').required(),
    is_test: boolean('Whether it was made in test mode and so is of no parcel.').required(),
    signed_by: text('The name signed on delivery.').personal('signature'),
    weight_ounces: number('Weight measured by the carrier, in ounces.').atLeast(0),
    updated_at: instant('When the tracker was last changed.'),
  },
})

export const trackers: ForeignRecord = {
  record: easypostTrackers,
  headers: { tracking_number: 'tracking_code', weight_ounces: 'weight' },
  mappedBy: ['carrier', 'tracking_number'],
}
