import { boolean, currencyCode, instant, money, number, text } from '../../warehouse/columns.ts'
import { feed } from '../feed.ts'

export const shipments = feed({
  name: 'shipments',
  about: 'A parcel sent to a customer.',
  key: ['shipment_id'],
  happenedAt: ['allocated_at', 'picked_at', 'packed_at', 'shipped_at'],
  columns: {
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it carries goods of.').required().refersTo('orders.order_id'),
    warehouse_id: text('The warehouse or store it was sent from.'),
    carrier: text('The carrier that delivers it.').required(),
    service: text('The carrier’s service, such as ground or express.'),
    tracking_number: text('The carrier’s number for it.').required(),
    allocated_at: instant('When stock was set aside for it.'),
    picked_at: instant('When its goods were picked.'),
    packed_at: instant('When it was packed.'),
    shipped_at: instant('When it was handed to the carrier.'),
    promised_at: instant('By when the carrier committed to deliver it.'),
    declared_weight_grams: number('Weight declared to the carrier, in grams.').atLeast(0),
    freight_amount: money('What the carrier charges for it.').atLeast(0),
    pick_pack_amount: money('What picking and packing it cost.').atLeast(0),
    is_reship: boolean('Whether it replaces goods that were claimed.'),
    currency: currencyCode('Currency of its amounts, ISO 4217.'),
    updated_at: instant('When the record was last changed.'),
  },
})
