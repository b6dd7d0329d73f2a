import { countRows, isTrue, maximum, over } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { decisions } from '../../marts/decisions.ts'
import { households } from '../../marts/households.ts'
import type { Settings } from '../../settings.ts'
import { claims } from '../../staging/claims.ts'
import { orders } from '../../staging/orders.ts'
import { caseAccounts } from '../case_accounts.ts'
import { cases } from '../cases.ts'

const read = tables(cases, caseAccounts, claims, decisions, households, orders)

/**
 * The accounts outside the identity that had orders delivered to the door of the case's order before the
 * moment; none where the door had passed the cap by then.
 */
const neighbours = ({ identifierCaps }: Settings) =>
  read
    .selectFrom(
      read
        .selectFrom('facts.cases as c')
        .innerJoin('staging.orders as o', 'o.order_id', 'c.order_id')
        .innerJoin('marts.households as h', (j) =>
          j.onRef('h.ship_address', '=', 'o.ship_address').onRef('h.first_used_at', '<', 'c.known_at'),
        )
        .leftJoin('facts.case_accounts as a', (j) =>
          j
            .onRef('a.case_type', '=', 'c.case_type')
            .onRef('a.case_id', '=', 'c.case_id')
            .onRef('a.stage', '=', 'c.stage')
            .onRef('a.customer_id', '=', 'h.customer_id'),
        )
        .select((r) => [
          'c.case_type',
          'c.case_id',
          'c.stage',
          'c.known_at',
          'h.customer_id',
          isTrue(r('a.customer_id', 'is', null)).as('is_other'),
          over(maximum(r.ref('h.accounts')), {
            by: [r.ref('c.case_type'), r.ref('c.case_id'), r.ref('c.stage')],
          }).as('accounts'),
        ])
        .as('n'),
    )
    .select(['n.case_type', 'n.case_id', 'n.stage', 'n.known_at', 'n.customer_id'])
    .where('n.is_other', '=', true)
    .where('n.accounts', '<=', identifierCaps.address)

export const householdAccounts = (settings: Settings) =>
  read
    .selectFrom(neighbours(settings).as('n'))
    .select(['n.case_type', 'n.case_id', 'n.stage', countRows().as('accounts')])
    .groupBy(['n.case_type', 'n.case_id', 'n.stage'])

/** The claims that they had made by then. */
export const householdClaims = (settings: Settings) =>
  read
    .selectFrom(neighbours(settings).as('n'))
    .innerJoin('staging.orders as o', 'o.customer_id', 'n.customer_id')
    .innerJoin('staging.claims as k', (j) =>
      j.onRef('k.order_id', '=', 'o.order_id').onRef('k.claimed_at', '<', 'n.known_at'),
    )
    .select(['n.case_type', 'n.case_id', 'n.stage', countRows().as('claims')])
    .groupBy(['n.case_type', 'n.case_id', 'n.stage'])

/** Their cases that reviewers had found abusive by then. */
export const householdFindings = (settings: Settings) =>
  read
    .selectFrom(neighbours(settings).as('n'))
    .innerJoin('staging.orders as o', 'o.customer_id', 'n.customer_id')
    .innerJoin('marts.decisions as d', (j) =>
      j.onRef('d.order_id', '=', 'o.order_id').onRef('d.decided_at', '<', 'n.known_at'),
    )
    .select(['n.case_type', 'n.case_id', 'n.stage', countRows().as('abuse')])
    .where('d.finding', '=', 'abuse')
    .where('d.is_by_person', '=', true)
    .groupBy(['n.case_type', 'n.case_id', 'n.stage'])
