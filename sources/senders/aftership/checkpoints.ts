import { instant, text } from '../../../warehouse/columns.ts'
import { columnsOf, feed, together } from '../../feed.ts'
import { trackingEvents } from '../../feeds/tracking_events.ts'
import type { ForeignRecord } from '../sender.ts'

/**
 * Something that a tracking lists. A list grows and is sent again whole, and what is in it has no time of change: a
 * checkpoint is all that it says, so that one said otherwise stands beside the first, whichever comes first.
 */
export const aftershipCheckpoints = feed({
  name: 'aftership_checkpoints',
  about: 'A checkpoint of a tracking of the aftership sender.',
  key: [
    'carrier',
    'tracking_number',
    'occurred_at',
    'tag',
    'subtag',
    'facility',
    'city',
    'region',
    'postal_code',
    'country',
    'latitude',
    'longitude',
    'detail',
  ],
  happenedAt: ['occurred_at'],
  columns: {
    carrier: text('The carrier of the tracking, by its code.').required(),
    tracking_number: text('The carrier’s number for the parcel.').required(),
    occurred_at: instant('When it happened, by the carrier’s clock.').required(),
    tag: text('What happened, in a word.').required(),
    subtag: text('What happened, in a finer word.'),
    facility: text('The place of a scan in a facility.'),
    ...columnsOf(trackingEvents, 'city', 'region', 'postal_code', 'latitude', 'longitude', 'detail'),
    country: text('Country where it happened.'),
  },
  rules: [together(['latitude', 'longitude'], 'latitude and longitude come together')],
})

export const checkpoints: ForeignRecord = {
  record: aftershipCheckpoints,
  headers: {
    occurred_at: 'checkpoint_time',
    region: 'state',
    latitude: 'coordinate.latitude',
    longitude: 'coordinate.longitude',
    detail: 'message',
  },
  mappedBy: ['carrier', 'tracking_number'],
}
