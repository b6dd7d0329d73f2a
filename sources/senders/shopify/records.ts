import type { ForeignRecord } from '../sender.ts'
import { customers } from './records/customers.ts'
import { dispositions } from './records/dispositions.ts'
import { disputes } from './records/disputes.ts'
import { fulfillmentEvents } from './records/fulfillment_events.ts'
import { fulfillmentLines } from './records/fulfillment_lines.ts'
import { fulfillments } from './records/fulfillments.ts'
import { fulfillmentsOfOrders, refundsOfOrders, returnsOfOrders } from './records/of_orders.ts'
import { orderLines } from './records/order_lines.ts'
import { orders } from './records/orders.ts'
import { refundLines } from './records/refund_lines.ts'
import { refunds, returnedRefunds } from './records/refunds.ts'
import { returnLines } from './records/return_lines.ts'
import { returnStates, returns } from './records/returns.ts'
import { reverseDeliveries } from './records/reverse_deliveries.ts'
import { reverseOrders } from './records/reverse_orders.ts'
import { shippingLines } from './records/shipping_lines.ts'
import { payments, refundTransactions } from './records/transactions.ts'
import { variants } from './records/variants.ts'

/** Every kind of record that Shopify's documents are unfolded into. */
export const records: readonly ForeignRecord[] = [
  orders,
  customers,
  orderLines,
  variants,
  shippingLines,
  payments,
  fulfillmentsOfOrders,
  fulfillments,
  fulfillmentLines,
  fulfillmentEvents,
  returnsOfOrders,
  returnStates,
  returns,
  returnLines,
  reverseOrders,
  dispositions,
  reverseDeliveries,
  refundsOfOrders,
  refunds,
  returnedRefunds,
  refundLines,
  refundTransactions,
  disputes,
]
