import { firstKnown, isTrue, largerOf, orElse, toMoney } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { payouts } from '../../staging/payouts.ts'
import { orderLines } from '../order_lines.ts'
import { spread } from '../spread.ts'
import { valued } from './valued.ts'

const read = tables(orderLines, payouts)

/** The order lines that a payout without a line is spread over, by their net value. */
const partsOf = (amount: 'amount' | 'order_day_amount') =>
  read
    .selectFrom(valued().as('v'))
    .innerJoin('marts.order_lines as l', 'l.order_id', 'v.order_id')
    .where('v.line_number', 'is', null)
    .select((r) => [
      'v.payout_id as whole_id',
      'l.line_number',
      r.ref(`v.${amount}`).as('amount'),
      largerOf(r.ref('l.net_amount'), toMoney('0')).as('weight'),
    ])

/** Each payout on its line, or spread over its order's lines; without a line while the order has none. */
export const payoutsByLine = () =>
  read
    .selectFrom(valued().as('v'))
    .leftJoin(spread(partsOf('amount')).as('s'), 's.whole_id', 'v.payout_id')
    .leftJoin(spread(partsOf('order_day_amount')).as('t'), (join) =>
      join.onRef('t.whole_id', '=', 's.whole_id').onRef('t.line_number', '=', 's.line_number'),
    )
    .select([
      'v.payout_id',
      'v.order_id',
      'v.customer_id',
      'v.claim_id',
      'v.return_id',
      'v.paid_at',
      'v.kind',
      'v.method',
    ])
    .select((r) => [
      firstKnown(r.ref('v.line_number'), r.ref('s.line_number')).as('line_number'),
      orElse(r.ref('s.share'), r.ref('v.amount')).as('amount'),
      orElse(r.ref('t.share'), r.ref('v.order_day_amount')).as('order_day_amount'),
      isTrue(r('s.whole_id', 'is not', null)).as('is_spread'),
    ])
