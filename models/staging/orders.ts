import { orders as feed } from '../../sources/feeds/orders.ts'
import { address } from './normalised/address.ts'
import { familyName } from './normalised/family_name.ts'
import { staged } from './staged.ts'

export const orders = staged(feed, 'engineers', {
  country: 'ship_country',
  combined: {
    ship_family_name: {
      about: 'The last word of the name on the parcel.',
      kind: 'name',
      keptIn: 'ship_name',
      of: (value) => familyName(value('ship_name')),
    },
    ship_address: {
      about: 'The address delivered to, down to the flat, however it was written.',
      kind: 'street',
      keptIn: 'ship_line1',
      of: (value) =>
        address({
          line1: value('ship_line1'),
          line2: value('ship_line2'),
          city: value('ship_city'),
          postalCode: value('ship_postal_code'),
          country: value('ship_country'),
        }),
    },
  },
})
