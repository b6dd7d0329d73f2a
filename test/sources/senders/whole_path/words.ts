import type { Told } from './shop.ts'

/** What Shopify calls a channel of the made-up shop. */
export const channels: Readonly<Record<string, string>> = {
  web: 'web',
  app: 'iphone',
  store: 'pos',
  marketplace: 'amazon',
  phone: 'shopify_draft_order',
}

/** A gateway by which an order can be paid so. */
export const gateways: Readonly<Record<string, string>> = {
  card: 'shopify_payments',
  wallet: 'paypal',
  bnpl: 'klarna',
  gift_card: 'gift_card',
  cash: 'cash',
  transfer: 'bank_deposit',
  other: 'manual',
}

/** Why goods come back: Shopify's word, and the feed's word that it means. Shopify knows fewer reasons. */
export const reasons: Readonly<Record<string, readonly [string, string]>> = {
  size: ['SIZE_TOO_SMALL', 'size'],
  fit: ['SIZE_TOO_LARGE', 'size'],
  damaged: ['DEFECTIVE', 'defective'],
  defective: ['DEFECTIVE', 'defective'],
  not_as_described: ['NOT_AS_DESCRIBED', 'not_as_described'],
  wrong_item: ['WRONG_ITEM', 'wrong_item'],
  changed_mind: ['UNWANTED', 'changed_mind'],
  late: ['OTHER', 'other'],
  other: ['OTHER', 'other'],
}

/** In Shopify money goes back as a refund, be it as credit with the shop. */
export const isRefund = ({ kind, amount }: Told): boolean =>
  (kind === 'refund' || kind === 'credit') && Number(amount) > 0

/** EasyPost's two words for a status, and the feed's word that they mean: it tells no first scan from another. */
export const statuses: Readonly<Record<string, readonly [string, string, string]>> = {
  label_created: ['pre_transit', 'label_created', 'label_created'],
  picked_up: ['in_transit', 'received_at_origin_facility', 'arrived_at_facility'],
  in_transit: ['in_transit', 'in_transit', 'in_transit'],
  arrived_at_facility: ['in_transit', 'arrived_at_facility', 'arrived_at_facility'],
  departed_facility: ['in_transit', 'departed_facility', 'departed_facility'],
  out_for_delivery: ['out_for_delivery', 'out_for_delivery', 'out_for_delivery'],
  delivered: ['delivered', 'arrived_at_destination', 'delivered'],
}

/** EasyPost knows the city of a facility, where the carrier tells one. */
export const facilityOf = ({ city, region, status }: Told): string | null =>
  /_facility$/.test(statuses[status ?? '']?.[2] ?? '') && city ? `${city} ${region}`.toUpperCase() : null
