import { tables } from '../../../warehouse/tables.ts'
import { decisions } from '../../marts/decisions.ts'
import { orders } from '../../marts/orders.ts'
import { returnedLines } from './returned.ts'

const read = tables(decisions, orders)

/** Every decision, appeals too, on the day on which it was made. */
export const decisionsMade = () =>
  read
    .selectFrom('marts.decisions as d')
    .leftJoin('marts.orders as o', 'o.order_id', 'd.order_id')
    .select(['d.decided_on as happened_on', 'o.ordered_on', 'o.ship_region as region', 'o.channel'])

/** The latest decision on each return. */
export const returnDecisions = () =>
  read
    .selectFrom('marts.decisions as d')
    .where('d.case_type', '=', 'return')
    .where('d.is_latest', '=', true)
    .select(['d.case_id as return_id', 'd.finding', 'd.action', 'd.decided_on'])

/** Net value of goods that came back in returns found abusive, on the day of the latest decision. */
export const abusiveReturnedValue = () =>
  returnedLines()
    .innerJoin(returnDecisions().as('d'), 'd.return_id', 'l.return_id')
    .where('d.finding', '=', 'abuse')
    .where((r) =>
      r.or([
        r('l.received_at', 'is not', null),
        r('b.delivered_back_at', 'is not', null),
        r('b.refunded_at', 'is not', null),
      ]),
    )
    .select(['d.decided_on as happened_on', 'l.returned_amount as amount'])
