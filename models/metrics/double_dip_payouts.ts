import { boolean, day, integer, money, text } from '../../warehouse/columns.ts'
import {
  addMoney,
  isTrue,
  largerOf,
  onlyIf,
  orElse,
  over,
  rowNumber,
  smallerOf,
  subtractMoney,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { paidLines } from '../marts/paid_lines.ts'
import { payouts } from '../marts/payouts.ts'
import { model } from '../model.ts'

const read = tables(paidLines, payouts)
const none = () => toMoney('0')

/** The payouts of lines that were paid beyond their value, or both refunded and charged back, in order of time. */
const inOrder = () =>
  read
    .selectFrom('marts.paid_lines as l')
    .innerJoin('marts.payouts as p', (join) =>
      join.onRef('p.order_id', '=', 'l.order_id').onRef('p.line_number', '=', 'l.line_number'),
    )
    .where((r) =>
      r.or([
        r('l.over_paid', '>', none()),
        r.and([
          r(addMoney(r.ref('l.refunded'), r.ref('l.credited')), '>', none()),
          r('l.charged_back', '>', none()),
        ]),
      ]),
    )
    .where('p.kind', '<>', 'chargeback_fee')
    .select(['p.order_id', 'p.payout_id', 'p.kind', 'p.paid_on', 'p.claim_id', 'p.return_id', 'p.is_spread'])
    .select(['l.paid_by_customer', 'p.order_day_amount as amount'])
    .select((r) => {
      const isBack = r('p.kind', '=', 'chargeback_reversal')
      const signed = orElse(
        onlyIf(isBack, subtractMoney(none(), r.ref('p.order_day_amount'))),
        r.ref('p.order_day_amount'),
      )
      const onLine = {
        by: [r.ref('p.order_id'), r.ref('p.line_number')],
        along: [
          [r.ref('p.paid_at'), 'asc'],
          [r.ref('p.payout_id'), 'asc'],
        ],
      } as const
      return [
        r.ref('p.line_number').$notNull().as('line_number'),
        isTrue(r('l.over_paid', '>', none())).as('is_over_paid'),
        over(rowNumber(), onLine).as('place'),
        orElse(over(sumMoney(signed), { ...onLine, before: false }), none()).as('paid_so_far'),
        signed.as('signed'),
      ]
    })

export const doubleDipPayouts = model({
  name: 'metrics.double_dip_payouts',
  about:
    'The payouts behind each order line that was paid beyond what the customer paid, or both refunded and charged back: side by side, in order of time.',
  owner: 'finance',
  grain: ['order_id', 'line_number', 'payout_id'],
  load: rebuilt(),
  published: true,
  columns: {
    order_id: text('The order.').required(),
    line_number: integer('The order line.').required(),
    payout_id: text('The payout.').required(),
    place: integer('Its place among the payouts of the line by time; 1 is the first.').required(),
    paid_on: day('The business day on which it was paid.').required(),
    // Fees are none of them: they are nothing that the customer got.
    kind: payouts.columns.kind.required(),
    claim_id: text('The claim it settles.'),
    return_id: text('The return it settles.'),
    is_spread: boolean('Whether it named no line, and this is the line’s share of it.').required(),
    amount: money(
      'The line’s share of it, in the reporting currency at the rate of the order’s day, positive whichever way it went.',
    ).required(),
    paid_so_far: money(
      'Paid out on the line with it and all before it, less reversals, at the same rate.',
    ).required(),
    beyond_amount: money(
      'The part of it that went beyond what the customer paid for the line; 0 for a reversal.',
    ).required(),
    paid_by_customer: money(
      'What the customer was charged for the line with its tax and shipping, in the reporting currency.',
    ),
    is_over_paid: boolean(
      'Whether the line was paid beyond its value as it stands; else it was refunded and charged back, and is no loss.',
    ).required(),
  },
  query: () =>
    read
      .selectFrom(inOrder().as('p'))
      .select(['p.order_id', 'p.line_number', 'p.payout_id', 'p.place', 'p.paid_on', 'p.claim_id'])
      .select(['p.return_id', 'p.is_spread', 'p.amount', 'p.paid_so_far', 'p.paid_by_customer'])
      .select((r) => {
        const beyond = largerOf(
          smallerOf(r.ref('p.signed'), subtractMoney(r.ref('p.paid_so_far'), r.ref('p.paid_by_customer'))),
          none(),
        )
        return [
          'p.is_over_paid',
          'p.kind',
          orElse(onlyIf(r('p.paid_by_customer', 'is not', null), beyond), none()).as('beyond_amount'),
        ]
      }),
})
