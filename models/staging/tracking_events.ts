import { trackingEvents as feed } from '../../sources/feeds/tracking_events.ts'
import { familyName } from './normalised/family_name.ts'
import { staged } from './staged.ts'

export const trackingEvents = staged(feed, 'engineers', {
  combined: {
    signed_family_name: {
      about: 'The last word of the name signed, to be compared with the name on the parcel.',
      kind: 'name',
      keptIn: 'signed_by',
      of: (value) => familyName(value('signed_by')),
    },
  },
})
