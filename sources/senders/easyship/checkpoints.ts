import { instant, text } from '../../../warehouse/columns.ts'
import { columnsOf, feed } from '../../feed.ts'
import { trackingEvents } from '../../feeds/tracking_events.ts'
import type { ForeignRecord } from '../sender.ts'

/** It has neither an id nor a time of change: it is all that it says. */
export const easyshipCheckpoints = feed({
  name: 'easyship_checkpoints',
  about: 'A checkpoint of a shipment of the easyship sender.',
  key: [
    'carrier',
    'tracking_number',
    'occurred_at',
    'status',
    'city',
    'region',
    'postal_code',
    'country',
    'detail',
  ],
  happenedAt: ['occurred_at'],
  columns: {
    carrier: text('The carrier that handled the parcel there.').required(),
    tracking_number: text('The carrier’s number for the parcel.').required(),
    occurred_at: instant('When it happened, as the carrier told it.').required(),
    status: text('What happened, in words.').required(),
    ...columnsOf(trackingEvents, 'city', 'region', 'postal_code', 'detail'),
    country: text('Country where it happened.'),
  },
})

export const checkpoints: ForeignRecord = {
  record: easyshipCheckpoints,
  headers: {
    occurred_at: 'checkpoint_time',
    status: 'primary_status',
    region: 'state',
    detail: 'message',
  },
  mappedBy: ['carrier', 'tracking_number'],
}
