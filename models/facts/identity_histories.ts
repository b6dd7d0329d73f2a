import { instant, integer, number } from '../../warehouse/columns.ts'
import {
  add,
  bitsOf,
  countDistinct,
  countIf,
  countRows,
  firstKnown,
  minimum,
  onlyIf,
  orElse,
  plusDays,
  rounded,
  subtract,
  sumInteger,
  sumNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { decisions } from '../staging/decisions.ts'
import { orderLines } from '../staging/order_lines.ts'
import { orders } from '../staging/orders.ts'
import { returnLines } from '../staging/return_lines.ts'
import { returns } from '../staging/returns.ts'
import { caseAccounts } from './case_accounts.ts'
import { caseColumns, cases } from './cases.ts'
import { laneLosses } from './lane_losses.ts'
import { parcels } from './parcels.ts'

export const identityHistories = model({
  name: 'facts.identity_histories',
  about:
    'What the identity behind a case had done before the case’s moment, the case itself and its order left out.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: rebuilt(),
  columns: {
    ...caseColumns,
    accounts: integer('Accounts in the identity by then.').required(),
    first_ordered_at: instant('When the identity’s first account placed its first order.'),
    orders_before: integer('Orders placed before, this one left out.').required(),
    units_bought_before: integer('Pieces bought before, those of this order included.').required(),
    units_returned_before: integer('Pieces asked to be returned before, this return left out.').required(),
    claims_before: integer('Claims of any type made before.').required(),
    not_received_before: integer('Claims of non-receipt made before.').required(),
    inspected_returns_before: integer('Returned lines inspected before.').required(),
    bad_returns_before: integer('Of these, found used, wrong, empty or with parts missing.').required(),
    abuse_found_before: integer('Cases that a reviewer had found abusive before.').required(),
    cleared_before: integer(
      'Cases that a reviewer had found legitimate, or the carrier’s or warehouse’s fault, before.',
    ).required(),
    quiet_parcels_before: integer('Earlier parcels that nobody claimed.').required(),
    claimed_parcels_before: integer('Earlier parcels claimed as not received.').required(),
    history_bits: number(
      'Evidence of the earlier parcels, in bits: each claimed one speaks for abuse by how rarely its lane loses parcels, each quiet one against it.',
    ).required(),
  },
  query: (settings) => {
    const δ = settings.historyDelta
    return tables(
      cases,
      caseAccounts,
      orders,
      orderLines,
      claims,
      returns,
      returnLines,
      decisions,
      parcels,
      laneLosses,
    )
      .with('bought', (q) =>
        q
          .selectFrom('facts.case_accounts as a')
          .innerJoin('staging.orders as o', (j) =>
            j.onRef('o.customer_id', '=', 'a.customer_id').onRef('o.ordered_at', '<', 'a.known_at'),
          )
          .select(['a.case_type', 'a.case_id', 'a.stage'])
          .select((r) => [
            countDistinct(r.ref('a.customer_id')).as('accounts'),
            minimum(r.ref('o.ordered_at')).as('first_ordered_at'),
            countIf(r('o.order_id', '<>', r.ref('a.order_id'))).as('orders'),
          ])
          .groupBy(['a.case_type', 'a.case_id', 'a.stage']),
      )
      .with('pieces', (q) =>
        q
          .selectFrom('facts.case_accounts as a')
          .innerJoin('staging.orders as o', (j) =>
            j.onRef('o.customer_id', '=', 'a.customer_id').onRef('o.ordered_at', '<', 'a.known_at'),
          )
          .innerJoin('staging.order_lines as l', 'l.order_id', 'o.order_id')
          .select(['a.case_type', 'a.case_id', 'a.stage'])
          .select((r) => sumInteger(r.ref('l.quantity')).as('units'))
          .groupBy(['a.case_type', 'a.case_id', 'a.stage']),
      )
      .with('claimed', (q) =>
        q
          .selectFrom('facts.case_accounts as a')
          .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
          .innerJoin('staging.claims as c', (j) =>
            j.onRef('c.order_id', '=', 'o.order_id').onRef('c.claimed_at', '<', 'a.known_at'),
          )
          .select(['a.case_type', 'a.case_id', 'a.stage'])
          .select((r) => [
            countRows().as('claims'),
            countIf(r('c.type', '=', 'not_received')).as('not_received'),
          ])
          .whereRef('c.claim_id', '<>', 'a.case_id')
          .groupBy(['a.case_type', 'a.case_id', 'a.stage']),
      )
      .with('returned', (q) =>
        q
          .selectFrom('facts.case_accounts as a')
          .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
          .innerJoin('staging.returns as t', (j) =>
            j.onRef('t.order_id', '=', 'o.order_id').onRef('t.requested_at', '<', 'a.known_at'),
          )
          .innerJoin('staging.return_lines as l', 'l.return_id', 't.return_id')
          .select(['a.case_type', 'a.case_id', 'a.stage'])
          .select((r) => {
            const inspected = r('l.inspected_at', '<', r.ref('a.known_at'))
            const bad = r('l.grade', 'in', ['used', 'wrong_item', 'empty', 'parts_missing'])
            return [
              sumInteger(r.ref('l.quantity')).as('units'),
              countIf(inspected).as('inspected'),
              countIf(r.and([inspected, bad])).as('bad'),
            ]
          })
          .whereRef('t.return_id', '<>', 'a.case_id')
          .groupBy(['a.case_type', 'a.case_id', 'a.stage']),
      )
      .with('found', (q) =>
        q
          .selectFrom('facts.case_accounts as a')
          .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
          .innerJoin(
            q
              .selectFrom('staging.claims as c')
              .select((r) => [
                r.val('claim').$castTo<string>().as('case_type'),
                'c.claim_id as case_id',
                'c.order_id',
              ])
              .unionAll(
                q
                  .selectFrom('staging.returns as t')
                  .select((r) => [
                    r.val('return').$castTo<string>().as('case_type'),
                    't.return_id as case_id',
                    't.order_id',
                  ]),
              )
              .as('e'),
            'e.order_id',
            'o.order_id',
          )
          .innerJoin('staging.decisions as d', (j) =>
            j
              .onRef('d.case_type', '=', 'e.case_type')
              .onRef('d.case_id', '=', 'e.case_id')
              .onRef('d.decided_at', '<', 'a.known_at'),
          )
          .select(['a.case_type', 'a.case_id', 'a.stage'])
          .select((r) => [
            countIf(r('d.finding', '=', 'abuse')).as('abuse'),
            countIf(r('d.finding', 'in', ['legitimate', 'carrier_fault', 'warehouse_fault'])).as('cleared'),
          ])
          .where((r) =>
            r.or([r('e.case_id', '<>', r.ref('a.case_id')), r('e.case_type', '<>', r.ref('a.case_type'))]),
          )
          .groupBy(['a.case_type', 'a.case_id', 'a.stage']),
      )
      .with('received', (q) =>
        q
          .selectFrom('facts.case_accounts as a')
          .innerJoin('facts.parcels as p', (j) =>
            j.onRef('p.customer_id', '=', 'a.customer_id').onRef('p.exposed_at', '<', 'a.known_at'),
          )
          .innerJoin('facts.lane_losses as w', (j) =>
            j.onRef('w.watched_id', '=', 'p.shipment_id').on('w.watched', '=', 'parcel'),
          )
          .select(['a.case_type', 'a.case_id', 'a.stage'])
          .select((r) => {
            const q = r.ref('w.lane_loss')
            const claimed = r('p.claimed_at', '<', r.ref('a.known_at'))
            const quiet = r.and([
              r.or([r('p.claimed_at', 'is', null), r('p.claimed_at', '>=', r.ref('a.known_at'))]),
              r(plusDays(r.ref('p.exposed_at'), settings.quietDays), '<=', r.ref('a.known_at')),
            ])
            // y·log2((q+δ)/q) + (1−y)·log2((1−q−δ)/(1−q)), q bounded so that 1−q−δ stays positive.
            const ifClaimed = bitsOf(add(q, δ), q)
            const left = subtract(1, q)
            const ifQuiet = onlyIf(r(left, '>', δ + 0.01), bitsOf(subtract(left, δ), left))
            return [
              countIf(claimed).as('claimed'),
              countIf(quiet).as('quiet'),
              sumNumber(firstKnown(onlyIf(claimed, ifClaimed), onlyIf(quiet, ifQuiet))).as('bits'),
            ]
          })
          .whereRef('p.order_id', '<>', 'a.order_id')
          .groupBy(['a.case_type', 'a.case_id', 'a.stage']),
      )
      .selectFrom('facts.cases as c')
      .leftJoin('bought as b', (j) =>
        j
          .onRef('b.case_type', '=', 'c.case_type')
          .onRef('b.case_id', '=', 'c.case_id')
          .onRef('b.stage', '=', 'c.stage'),
      )
      .leftJoin('pieces as u', (j) =>
        j
          .onRef('u.case_type', '=', 'c.case_type')
          .onRef('u.case_id', '=', 'c.case_id')
          .onRef('u.stage', '=', 'c.stage'),
      )
      .leftJoin('claimed as k', (j) =>
        j
          .onRef('k.case_type', '=', 'c.case_type')
          .onRef('k.case_id', '=', 'c.case_id')
          .onRef('k.stage', '=', 'c.stage'),
      )
      .leftJoin('returned as t', (j) =>
        j
          .onRef('t.case_type', '=', 'c.case_type')
          .onRef('t.case_id', '=', 'c.case_id')
          .onRef('t.stage', '=', 'c.stage'),
      )
      .leftJoin('found as f', (j) =>
        j
          .onRef('f.case_type', '=', 'c.case_type')
          .onRef('f.case_id', '=', 'c.case_id')
          .onRef('f.stage', '=', 'c.stage'),
      )
      .leftJoin('received as p', (j) =>
        j
          .onRef('p.case_type', '=', 'c.case_type')
          .onRef('p.case_id', '=', 'c.case_id')
          .onRef('p.stage', '=', 'c.stage'),
      )
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.known_at', 'c.order_id', 'b.first_ordered_at'])
      .select((r) => [
        orElse(r.ref('b.accounts'), 1).as('accounts'),
        orElse(r.ref('b.orders'), 0).as('orders_before'),
        orElse(r.ref('u.units'), 0).as('units_bought_before'),
        orElse(r.ref('t.units'), 0).as('units_returned_before'),
        orElse(r.ref('k.claims'), 0).as('claims_before'),
        orElse(r.ref('k.not_received'), 0).as('not_received_before'),
        orElse(r.ref('t.inspected'), 0).as('inspected_returns_before'),
        orElse(r.ref('t.bad'), 0).as('bad_returns_before'),
        orElse(r.ref('f.abuse'), 0).as('abuse_found_before'),
        orElse(r.ref('f.cleared'), 0).as('cleared_before'),
        orElse(r.ref('p.quiet'), 0).as('quiet_parcels_before'),
        orElse(r.ref('p.claimed'), 0).as('claimed_parcels_before'),
        rounded(orElse(r.ref('p.bits'), 0), 6).as('history_bits'),
      ])
  },
})
