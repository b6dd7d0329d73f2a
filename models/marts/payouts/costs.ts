import type { Expression } from 'kysely'
import type { Money } from '../../../warehouse/columns.ts'
import {
  addMoney,
  firstKnown,
  largerOf,
  multiplyMoney,
  onlyIf,
  orElse,
  over,
  smallerOf,
  subtractMoney,
  sumInteger,
  sumMoney,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { shipmentLines } from '../../staging/shipment_lines.ts'
import { shipments } from '../../staging/shipments.ts'
import { orderLines } from '../order_lines.ts'
import { payoutsByLine } from './by_line.ts'

const read = tables(orderLines, shipmentLines, shipments)
const none = () => toMoney('0')

/** What the goods cost that were sent again for each order line. */
const reshippedGoods = () =>
  read
    .selectFrom('staging.shipments as s')
    .innerJoin('staging.shipment_lines as c', 'c.shipment_id', 's.shipment_id')
    .innerJoin('marts.order_lines as l', (join) =>
      join.onRef('l.order_id', '=', 'c.order_id').onRef('l.line_number', '=', 'c.line_number'),
    )
    .where('s.is_reship', '=', true)
    .groupBy(['l.order_id', 'l.line_number', 'l.unit_cost_amount'])
    .select((r) => [
      'l.order_id',
      'l.line_number',
      multiplyMoney(r.ref('l.unit_cost_amount'), sumInteger(r.ref('c.quantity'))).as('goods_amount'),
    ])

/** What had been paid on the payout's line before it, and with it, each sum by time. */
const running = () =>
  read
    .selectFrom(payoutsByLine().as('p'))
    .leftJoin(reshippedGoods().as('g'), (join) =>
      join.onRef('g.order_id', '=', 'p.order_id').onRef('g.line_number', '=', 'p.line_number'),
    )
    .selectAll('p')
    .select((r) => {
      const amount = r.ref('p.amount')
      const of = (value: Expression<Money | null>, before: boolean) =>
        orElse(
          over(sumMoney(value), {
            by: [r.ref('p.order_id'), r.ref('p.line_number')],
            along: [
              [r.ref('p.paid_at'), 'asc'],
              [r.ref('p.payout_id'), 'asc'],
            ],
            before,
          }),
          none(),
        )
      const refund = onlyIf(r('p.kind', '=', 'refund'), amount)
      const reship = onlyIf(r('p.kind', '=', 'reship'), amount)
      const chargeback = firstKnown(
        onlyIf(r('p.kind', '=', 'chargeback'), amount),
        onlyIf(r('p.kind', '=', 'chargeback_reversal'), subtractMoney(none(), amount)),
      )
      return [
        'g.goods_amount',
        of(refund, true).as('refunds_before'),
        of(refund, false).as('refunds_with'),
        of(chargeback, true).as('chargebacks_before'),
        of(chargeback, false).as('chargebacks_with'),
        of(reship, true).as('reships_before'),
        of(reship, false).as('reships_with'),
      ]
    })

/**
 * Refunds and chargebacks on one line counted once: the larger of the two. Reversals beyond the line's
 * chargebacks are plain gain.
 */
const countedOnce = (refunds: Expression<Money>, chargebacks: Expression<Money>) =>
  addMoney(largerOf(refunds, chargebacks), smallerOf(chargebacks, none()))

/** Each payout's share of cost: what it adds to what its line had cost before it. */
export const payoutCosts = () =>
  read
    .selectFrom(running().as('p'))
    .selectAll('p')
    .select((r) => {
      const amount = r.ref('p.amount')
      const goods = orElse(
        subtractMoney(
          onlyIf(
            r('p.goods_amount', 'is not', null),
            smallerOf(r.ref('p.goods_amount').$notNull(), r.ref('p.reships_with')),
          ),
          smallerOf(r.ref('p.goods_amount'), r.ref('p.reships_before')),
        ),
        amount,
      )
      const once = subtractMoney(
        countedOnce(r.ref('p.refunds_with'), r.ref('p.chargebacks_with')),
        countedOnce(r.ref('p.refunds_before'), r.ref('p.chargebacks_before')),
      )
      const signed = orElse(
        onlyIf(r('p.kind', '=', 'chargeback_reversal'), subtractMoney(none(), amount)),
        amount,
      )
      const isCountedOnce = r('p.kind', 'in', ['refund', 'chargeback', 'chargeback_reversal'])
      const isReship = r('p.kind', '=', 'reship')
      return [
        onlyIf(isReship, goods).as('goods_cost_amount'),
        orElse(firstKnown(onlyIf(isCountedOnce, once), onlyIf(isReship, goods)), amount).as('cost_amount'),
        orElse(onlyIf(isCountedOnce, subtractMoney(signed, once)), none()).as('double_paid_amount'),
      ]
    })
