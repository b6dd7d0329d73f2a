/** A time of a field that ends in `_gmt`, whose offset WooCommerce leaves out. */
export const gmt = (value: unknown): unknown =>
  typeof value === 'string' && /^[0-9-]{10}T[0-9:.]+$/.test(value) ? `${value}Z` : value
