/** What no line of JSON holds, so that each line is one cell; and what none holds by mistake, which is slower. */
export const usualDelimiter = '\x01'
export const rareDelimiter = '\x01\x02\x03\x04'
