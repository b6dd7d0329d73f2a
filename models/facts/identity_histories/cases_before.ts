import {
  countDistinct,
  countIf,
  countRows,
  onlyIf,
  orElse,
  plusDays,
  sumInteger,
  truth,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { decisions } from '../../marts/decisions.ts'
import { trackedParcels } from '../../marts/tracked_parcels.ts'
import { claims } from '../../staging/claims.ts'
import { orders } from '../../staging/orders.ts'
import { returnLines } from '../../staging/return_lines.ts'
import { returns } from '../../staging/returns.ts'
import { caseAccounts } from '../case_accounts.ts'
import { burstDays } from './burst.ts'

/** The other claims that the identity made before the moment. */
export const claimsBefore = () =>
  tables(caseAccounts, orders, claims)
    .selectFrom('facts.case_accounts as a')
    .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
    .innerJoin('staging.claims as c', (j) =>
      j.onRef('c.order_id', '=', 'o.order_id').onRef('c.claimed_at', '<', 'a.known_at'),
    )
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => [
      countRows().as('claims'),
      countIf(r('c.type', '=', 'not_received')).as('not_received'),
      countIf(r(plusDays(r.ref('c.claimed_at'), burstDays), '>=', r.ref('a.known_at'))).as('late_claims'),
    ])
    .whereRef('c.claim_id', '<>', 'a.case_id')
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])

/** Days from the carrier’s delivery in which docks scan what came back. */
const dockDays = 14

/** What the identity asked to return before, the case itself left out, and how it was found. */
export const returnsBefore = () =>
  tables(caseAccounts, orders, returns, returnLines, trackedParcels)
    .selectFrom('facts.case_accounts as a')
    .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
    .innerJoin('staging.returns as t', (j) =>
      j.onRef('t.order_id', '=', 'o.order_id').onRef('t.requested_at', '<', 'a.known_at'),
    )
    .innerJoin('staging.return_lines as l', 'l.return_id', 't.return_id')
    .leftJoin('marts.tracked_parcels as b', (j) =>
      j.onRef('b.carrier', '=', 't.carrier').onRef('b.tracking_number', '=', 't.tracking_number'),
    )
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => {
      const isDocked = orElse(truth(r('l.received_at', '<=', r.ref('a.known_at'))), false)
      const isDueAtDock = r(plusDays(r.ref('b.delivered_at'), dockDays), '<=', r.ref('a.known_at'))
      const inspected = r('l.inspected_at', '<', r.ref('a.known_at'))
      const bad = r('l.grade', 'in', ['used', 'wrong_item', 'empty', 'parts_missing'])
      return [
        sumInteger(r.ref('l.quantity')).as('units'),
        countIf(inspected).as('inspected'),
        countIf(r.and([inspected, bad])).as('bad'),
        countDistinct(onlyIf(r.and([isDueAtDock, r(isDocked, '=', false)]), r.ref('t.return_id'))).as(
          'missed_at_dock',
        ),
      ]
    })
    .whereRef('t.return_id', '<>', 'a.case_id')
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])

/** What reviewers had found of the identity's other cases. */
export const findingsBefore = () =>
  tables(caseAccounts, orders, decisions)
    .selectFrom('facts.case_accounts as a')
    .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
    .innerJoin('marts.decisions as d', (j) =>
      j.onRef('d.order_id', '=', 'o.order_id').onRef('d.decided_at', '<', 'a.known_at'),
    )
    .select(['a.case_type', 'a.case_id', 'a.stage'])
    .select((r) => [
      countIf(r('d.finding', '=', 'abuse')).as('abuse'),
      countIf(r('d.finding', 'in', ['legitimate', 'carrier_fault', 'warehouse_fault'])).as('cleared'),
      countDistinct(
        onlyIf(
          r.and([r('d.case_type', '=', 'return'), r('d.action', '=', 'deny'), r('d.finding', '<>', 'abuse')]),
          r.ref('d.case_id'),
        ),
      ).as('refused_returns'),
    ])
    .where('d.is_by_person', '=', true)
    .where((r) =>
      r.or([r('d.case_id', '<>', r.ref('a.case_id')), r('d.case_type', '<>', r.ref('a.case_type'))]),
    )
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])
