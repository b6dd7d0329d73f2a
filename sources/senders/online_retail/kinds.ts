/** What the lines of the shop's files are, as SQL over their columns. docs/senders/online_retail.md says why. */

const codes = (...words: string[]): string => words.map((word) => `'${word}'`).join(', ')

/** The item without the accidents of typing: 85123a and 85123A are one. */
export const sku = 'upper(trim(stock_code))'

export const isShipping = `${sku} in (${codes('POST', 'DOT', 'C2')})`
export const isDiscount = `${sku} in (${codes('D')})`
const isOtherCharge = `${sku} in (${codes('M', 'S', 'B', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS')})`
export const isGoods = `not (${isShipping} or ${isDiscount} or ${isOtherCharge})`

export const isCredit = `starts_with(invoice_no, 'C')`

/** A piece sold at a price, or given free to a known customer; a free one to nobody is a stock correction. */
export const isSale = `not ${isCredit} and not starts_with(invoice_no, 'A') and quantity > 0
  and (unit_price > 0 or customer_id is not null)`

/** Value of a line in pounds, below zero where money goes back. */
export const value = 'quantity * unit_price'

export const customer = `regexp_replace(customer_id, '[.]0$', '')`
