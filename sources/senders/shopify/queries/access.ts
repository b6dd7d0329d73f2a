/** What the custom app of the token may do. */
export const accessScopes = '{ currentAppInstallation { accessScopes { handle } } }'

/** Without these nothing can be fetched; `read_all_orders` besides, for orders older than 60 days. */
export const neededScopes = [
  'read_orders',
  'read_returns',
  'read_customers',
  'read_products',
  'read_inventory',
  'read_fulfillments',
  'read_locations',
] as const

export const disputesScope = 'read_shopify_payments_disputes'
