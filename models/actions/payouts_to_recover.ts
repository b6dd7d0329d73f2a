import { choice, day, integer, money, text } from '../../warehouse/columns.ts'
import { addMoney, asOf, calendarDay, plusDays, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { paidLines } from '../marts/paid_lines.ts'
import { model } from '../model.ts'
import { actionId, actionIdColumn } from './work.ts'

export const payoutsToRecover = model({
  name: 'actions.payouts_to_recover',
  about:
    'Order lines on which more was paid out than the customer paid: ask for the second payout back. From settings.payoutRecoverableDays after the last payout on it is too late, and the line leaves the list.',
  owner: 'finance',
  grain: ['order_id', 'line_number'],
  load: rebuilt(),
  published: true,
  columns: {
    action_id: actionIdColumn,
    to_do: choice(
      ['answer the chargeback', 'ask the customer'],
      'Where to get it back: from the card’s bank, where a chargeback stands; else from the customer.',
    ).required(),
    why: choice(
      ['refund and chargeback', 'paid beyond value'],
      'Refund and chargeback, where a chargeback stands beside a refund or credit for the same line.',
    ).required(),
    value: money(
      'What was paid out beyond what the customer paid, in the reporting currency at the rate of the order’s day.',
    ).required(),
    due_on: day(
      'The business day on which settings.recoverPayoutDays since the last payout of the line end.',
    ).required(),
    order_id: text('The order.').required(),
    line_number: integer('The order line.').required(),
    paid_by_customer: money(
      'What the customer was charged for the line with its tax and shipping, in the reporting currency.',
    ).required(),
    paid_out: money(
      'Refunds + reships + credits + chargebacks − reversals, in the reporting currency at the rate of the order’s day.',
    ).required(),
    kinds: text('The kinds of payout on the line, in alphabetical order.').required(),
  },
  query: ({ payoutRecoverableDays, recoverPayoutDays, timeZone }) =>
    tables(paidLines)
      .selectFrom('marts.paid_lines as p')
      .where('p.over_paid', '>', toMoney('0'))
      .where((r) => r(plusDays(r.ref('p.last_paid_at'), payoutRecoverableDays), '>', asOf()))
      .select(['p.order_id', 'p.paid_out', 'p.over_paid as value', 'p.kinds'])
      .select((r) => {
        const isChargedBack = r('p.charged_back', '>', r.ref('p.reversed'))
        const isRefunded = r(addMoney(r.ref('p.refunded'), r.ref('p.credited')), '>', toMoney('0'))
        // Only what is known to have been paid for can be paid beyond.
        const lineNumber = r.ref('p.line_number').$notNull()
        return [
          actionId('payouts_to_recover', r.ref('p.order_id'), lineNumber).as('action_id'),
          r
            .case()
            .when(isChargedBack)
            .then('answer the chargeback' as const)
            .else('ask the customer' as const)
            .end()
            .as('to_do'),
          r
            .case()
            .when(r.and([isChargedBack, isRefunded]))
            .then('refund and chargeback' as const)
            .else('paid beyond value' as const)
            .end()
            .as('why'),
          calendarDay(plusDays(r.ref('p.last_paid_at'), recoverPayoutDays), timeZone).as('due_on'),
          lineNumber.as('line_number'),
          r.ref('p.paid_by_customer').$notNull().as('paid_by_customer'),
        ]
      }),
})
