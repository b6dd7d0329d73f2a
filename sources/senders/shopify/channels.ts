/**
 * Where an order was placed, by Shopify's source name. Numbers are those of Shopify's own apps; that of another app
 * says nothing of the channel and is given on as it is.
 */
export const channels = {
  web: 'web',
  '580111': 'web',
  checkout_next: 'web',
  subscription_contract: 'web',
  subscription_contract_checkout_one: 'web',
  pos: 'store',
  '129785': 'store',
  iphone: 'app',
  android: 'app',
  '3890849': 'app',
  shopify_draft_order: 'phone',
  '1354745': 'phone',
  amazon: 'marketplace',
  'amazon-us': 'marketplace',
  ebay: 'marketplace',
  etsy: 'marketplace',
  walmart: 'marketplace',
  facebook: 'marketplace',
  instagram: 'marketplace',
  google: 'marketplace',
  tiktok: 'marketplace',
  pinterest: 'marketplace',
  marketplace_connect: 'marketplace',
} as const
