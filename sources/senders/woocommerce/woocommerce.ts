import type { Sender } from '../sender.ts'
import { customers } from './customers.ts'
import { lineItems } from './line_items.ts'
import { orderLines } from './order_lines.ts'
import { orderVersions } from './order_versions.ts'
import { orders } from './orders.ts'
import { parcels } from './parcels.ts'
import { payouts } from './payouts.ts'
import { products } from './products.ts'
import { refundLines } from './refund_lines.ts'
import { refundMentions } from './refund_mentions.ts'
import { refunds } from './refunds.ts'
import { returnLines } from './return_lines.ts'
import { returns } from './returns.ts'
import { shipments } from './shipments.ts'
import { unfolding } from './unfolding.ts'

/** WooCommerce: orders and refunds of its REST API, and the bodies of its webhooks. */
export const woocommerce: Sender = {
  name: 'woocommerce',
  about: 'Orders and refunds of WooCommerce.',
  records: [orderVersions, lineItems, parcels, refundMentions, refunds, refundLines],
  unfolding,
  mappings: [customers, products, orders, orderLines, shipments, returns, returnLines, payouts],
}
