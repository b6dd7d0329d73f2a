import type { Told } from './shop.ts'

/** Shopify knows everything by whole numbers: of an id of the made-up shop, such as SO1000012 or SH0VEOHZQ, its own. */
export const numberOf = (id: string): string =>
  /^(SO|C)\d+$/.test(id) ? id.replace(/^[A-Z]+/, '') : String(Number.parseInt(id.slice(2), 36))

/** Of a product, whose sizes share it. */
export const styleOf = ({ style, sku }: Told): string => String(style ?? sku).replaceAll(/\D/g, '')

/** Of a line of an order. */
export const lineItemOf = (order: string, line: string): string =>
  `${numberOf(order)}${line.padStart(3, '0')}`

export const gid = (type: string, number: string): string => `gid://shopify/${type}/${number}`
