import type { Reader } from './readings.ts'
import { readCustomer } from './records/customers.ts'
import { readReverseLine } from './records/dispositions.ts'
import { readDispute } from './records/disputes.ts'
import { readFulfillmentEvent } from './records/fulfillment_events.ts'
import { readFulfillmentLine } from './records/fulfillment_lines.ts'
import { readFulfillment } from './records/fulfillments.ts'
import { readOrderLine } from './records/order_lines.ts'
import { readOrder } from './records/orders.ts'
import { readRefundLine } from './records/refund_lines.ts'
import { readRefund } from './records/refunds.ts'
import { readReturnLine } from './records/return_lines.ts'
import { readReturn } from './records/returns.ts'
import { readReverseDelivery } from './records/reverse_deliveries.ts'
import { readReverseOrder } from './records/reverse_orders.ts'
import { readShippingLine } from './records/shipping_lines.ts'
import { readTransaction } from './records/transactions.ts'
import { readVariant } from './records/variants.ts'

/** What is read of each type of Shopify's objects. Objects of other types are left out; what they hold is not. */
export const readers: Readonly<Record<string, Reader>> = {
  Order: readOrder,
  Customer: readCustomer,
  LineItem: readOrderLine,
  ProductVariant: readVariant,
  ShippingLine: readShippingLine,
  OrderTransaction: readTransaction,
  Fulfillment: readFulfillment,
  FulfillmentLineItem: readFulfillmentLine,
  FulfillmentEvent: readFulfillmentEvent,
  Return: readReturn,
  ReturnLineItem: readReturnLine,
  UnverifiedReturnLineItem: readReturnLine,
  ReverseFulfillmentOrder: readReverseOrder,
  ReverseFulfillmentOrderLineItem: readReverseLine,
  ReverseDelivery: readReverseDelivery,
  Refund: readRefund,
  RefundLineItem: readRefundLine,
  ShopifyPaymentsDispute: readDispute,
}
