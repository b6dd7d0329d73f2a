import type { Sender } from '../sender.ts'
import { claims } from './claims.ts'
import { customers } from './customers.ts'
import { orderLines } from './order_lines.ts'
import { orders } from './orders.ts'
import { payouts } from './payouts.ts'
import { payoutsOfDisputes } from './payouts_of_disputes.ts'
import { products } from './products.ts'
import { records } from './records.ts'
import { returnLines } from './return_lines.ts'
import { returnLinesOfRefunds } from './return_lines_of_refunds.ts'
import { returns } from './returns.ts'
import { returnsOfRefunds } from './returns_of_refunds.ts'
import { shipmentLines } from './shipment_lines.ts'
import { shipments } from './shipments.ts'
import { trackingEvents } from './tracking_events.ts'
import { unfolding } from './unfolding.ts'

/** Orders, parcels, returns, refunds and disputes of a Shopify shop, as its API and its webhooks tell them. */
export const shopify: Sender = {
  name: 'shopify',
  about:
    'Orders, parcels, returns, refunds and disputes of a Shopify shop: bulk operations, API answers, webhooks.',
  records,
  unfolding,
  mappings: [
    customers,
    products,
    orders,
    orderLines,
    shipments,
    shipmentLines,
    trackingEvents,
    returns,
    returnsOfRefunds,
    returnLines,
    returnLinesOfRefunds,
    claims,
    payouts,
    payoutsOfDisputes,
  ],
}
