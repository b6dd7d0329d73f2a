import { instant, text } from '../../../warehouse/columns.ts'
import { columnsOf, feed } from '../../feed.ts'
import { trackingEvents } from '../../feeds/tracking_events.ts'
import type { ForeignRecord } from '../sender.ts'

/**
 * Something that a tracker lists. A list grows and is sent again whole, and its entries have neither an id nor a time
 * of change: an entry is all that it says, so that one said otherwise stands beside the first, whichever comes first.
 */
export const easypostScans = feed({
  name: 'easypost_scans',
  about: 'An entry of the tracking details of a tracker of the easypost sender.',
  key: [
    'carrier',
    'tracking_number',
    'occurred_at',
    'status',
    'status_detail',
    'facility',
    'city',
    'region',
    'postal_code',
    'country',
    'detail',
  ],
  happenedAt: ['occurred_at'],
  columns: {
    carrier: text('The carrier, by its code.').required(),
    tracking_number: text('The carrier’s number for the parcel.').required(),
    occurred_at: instant('When it happened.').required(),
    status: text('What happened, in a word.').required(),
    status_detail: text('What happened, in a finer word.'),
    facility: text('City and state of a scan in a facility.'),
    ...columnsOf(trackingEvents, 'city', 'region', 'postal_code', 'detail'),
    country: text('Country where it happened.'),
  },
})

export const scans: ForeignRecord = {
  record: easypostScans,
  headers: {
    occurred_at: 'datetime',
    city: 'tracking_location.city',
    region: 'tracking_location.state',
    postal_code: 'tracking_location.zip',
    country: 'tracking_location.country',
    detail: 'message',
  },
  mappedBy: ['carrier', 'tracking_number'],
}
