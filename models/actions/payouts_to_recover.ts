import { integer, money, text } from '../../warehouse/columns.ts'
import { toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { paidLines } from '../marts/paid_lines.ts'
import { model } from '../model.ts'

export const payoutsToRecover = model({
  name: 'actions.payouts_to_recover',
  about: 'Order lines on which more was paid out than the customer paid: ask for the second payout back.',
  owner: 'finance',
  grain: ['order_id', 'line_number'],
  load: rebuilt(),
  published: true,
  columns: {
    order_id: text('The order.').required(),
    line_number: integer('The order line.').required(),
    paid_by_customer: money(
      'What the customer was charged for the line with its tax and shipping, in the reporting currency.',
    ).required(),
    paid_out: money(
      'Refunds + reships + credits + chargebacks − reversals, in the reporting currency at the rate of the order’s day.',
    ).required(),
    over_paid: money('What was paid out beyond what the customer paid, at that rate.').required(),
    kinds: text('The kinds of payout on the line, in alphabetical order.').required(),
  },
  query: () =>
    tables(paidLines)
      .selectFrom('marts.paid_lines as p')
      .where('p.over_paid', '>', toMoney('0'))
      .select(['p.order_id', 'p.paid_out', 'p.over_paid', 'p.kinds'])
      // Only what is known to have been paid for can be paid beyond.
      .select((r) => [
        r.ref('p.line_number').$notNull().as('line_number'),
        r.ref('p.paid_by_customer').$notNull().as('paid_by_customer'),
      ]),
})
