import type { Expression } from 'kysely'
import { concatTexts, toText } from '../../warehouse/functions.ts'

/** How a check names an order line: `O-17 line 2`. */
export const lineName = (orderId: Expression<unknown>, lineNumber: Expression<unknown>) =>
  concatTexts(concatTexts(toText(orderId), ' line '), toText(lineNumber))
