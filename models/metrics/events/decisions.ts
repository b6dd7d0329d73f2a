import { calendarDay, firstKnown, over, rowNumber } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { claims } from '../../marts/claims.ts'
import { orders } from '../../marts/orders.ts'
import { returns } from '../../marts/returns.ts'
import type { Settings } from '../../settings.ts'
import { decisions } from '../../staging/decisions.ts'
import { returnedLines } from './returned.ts'

const read = tables(claims, decisions, orders, returns)

/** Every decision, appeals too, on the day on which it was made. */
export const decisionsMade = ({ timeZone }: Settings) =>
  read
    .selectFrom('staging.decisions as d')
    .leftJoin('marts.claims as k', (join) =>
      join.onRef('k.claim_id', '=', 'd.case_id').on('d.case_type', '=', 'claim'),
    )
    .leftJoin('marts.returns as b', (join) =>
      join.onRef('b.return_id', '=', 'd.case_id').on('d.case_type', '=', 'return'),
    )
    .leftJoin('marts.orders as o', (join) =>
      join.on((r) => r('o.order_id', '=', firstKnown(r.ref('k.order_id'), r.ref('b.order_id')))),
    )
    .select(['o.ordered_on', 'o.ship_region as region', 'o.channel'])
    .select((r) => calendarDay(r.ref('d.decided_at'), timeZone).as('happened_on'))

/** The latest decision on each return. */
export const returnDecisions = ({ timeZone }: Settings) =>
  read
    .selectFrom(
      read
        .selectFrom('staging.decisions as d')
        .where('d.case_type', '=', 'return')
        .select(['d.case_id as return_id', 'd.finding', 'd.action', 'd.decided_at'])
        .select((r) =>
          over(rowNumber(), {
            by: [r.ref('d.case_id')],
            along: [
              [r.ref('d.decided_at'), 'desc'],
              [r.ref('d.decision_id'), 'desc'],
            ],
          }).as('place'),
        )
        .as('d'),
    )
    .where('d.place', '=', 1)
    .select(['d.return_id', 'd.finding', 'd.action'])
    .select((r) => calendarDay(r.ref('d.decided_at'), timeZone).as('decided_on'))

/** Net value of goods that came back in returns found abusive, on the day of the latest decision. */
export const abusiveReturnedValue = (settings: Settings) =>
  returnedLines()
    .innerJoin(returnDecisions(settings).as('d'), 'd.return_id', 'l.return_id')
    .where('d.finding', '=', 'abuse')
    .where((r) =>
      r.or([
        r('l.received_at', 'is not', null),
        r('b.delivered_back_at', 'is not', null),
        r('b.refunded_at', 'is not', null),
      ]),
    )
    .select(['d.decided_on as happened_on', 'l.returned_amount as amount'])
