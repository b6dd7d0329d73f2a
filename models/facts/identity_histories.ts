import { boolean, instant, integer, money, number } from '../../warehouse/columns.ts'
import { isTrue, onlyIf, orElse, rounded, toMoney, truth } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { orders } from '../staging/orders.ts'
import { caseColumns, cases } from './cases.ts'
import { claimsBefore, findingsBefore, returnsBefore } from './identity_histories/cases_before.ts'
import { householdAccounts, householdClaims, householdFindings } from './identity_histories/household.ts'
import { deliveredBefore, ordersBefore, piecesBefore } from './identity_histories/orders_before.ts'
import { parcelsBefore } from './identity_histories/parcels_before.ts'

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
    orders_last_30_days: integer('Of these, placed in the 30 days before the moment.').required(),
    delivered_orders_before: integer('Other orders of which a parcel was delivered before.').required(),
    delivered_value_before: money('What was charged for these, in the reporting currency.').required(),
    units_bought_before: integer('Pieces bought before, those of this order included.').required(),
    units_returned_before: integer('Pieces asked to be returned before, this return left out.').required(),
    claims_before: integer('Claims of any type made before.').required(),
    claims_last_30_days: integer('Of these, made in the 30 days before the moment.').required(),
    not_received_before: integer('Claims of non-receipt made before.').required(),
    inspected_returns_before: integer('Returned lines inspected before.').required(),
    bad_returns_before: integer('Of these, found used, wrong, empty or with parts missing.').required(),
    returns_missed_at_dock_before: integer(
      'Returns that the carrier had delivered back 14 days before, and of which the dock had seen nothing.',
    ).required(),
    refused_returns_before: integer(
      'Returns that a reviewer had refused before without finding them abusive.',
    ).required(),
    abuse_found_before: integer('Cases that a reviewer had found abusive before.').required(),
    cleared_before: integer(
      'Cases that a reviewer had found legitimate, or the carrier’s or warehouse’s fault, before.',
    ).required(),
    quiet_parcels_before: integer('Earlier parcels that nobody claimed.').required(),
    claimed_parcels_before: integer('Earlier parcels claimed as not received.').required(),
    history_bits: number(
      'Evidence of the earlier parcels, in bits: each claimed one speaks for abuse by how rarely its lane loses parcels, each quiet one against it.',
    ).required(),
    is_new_address: boolean(
      'Whether no earlier order of the identity went to the door that this order went to; missing where that is not known.',
    ),
    is_old_payment_at_new_address: boolean(
      'Whether an earlier order was paid by the means of this one, and none went to its door.',
    ),
    household_accounts: integer(
      'Accounts outside the identity at the same door by then; 0 where it had passed settings.identifierCaps.address, missing where nobody lives there or the address is not known.',
    ),
    household_claims_before: integer('Claims of any type that these had made before.'),
    household_abuse_found_before: integer('Cases of these that a reviewer had found abusive before.'),
  },
  query: (settings) =>
    tables(cases, orders)
      .selectFrom('facts.cases as c')
      .innerJoin('staging.orders as o', 'o.order_id', 'c.order_id')
      .leftJoin(ordersBefore().as('b'), (j) =>
        j
          .onRef('b.case_type', '=', 'c.case_type')
          .onRef('b.case_id', '=', 'c.case_id')
          .onRef('b.stage', '=', 'c.stage'),
      )
      .leftJoin(piecesBefore().as('u'), (j) =>
        j
          .onRef('u.case_type', '=', 'c.case_type')
          .onRef('u.case_id', '=', 'c.case_id')
          .onRef('u.stage', '=', 'c.stage'),
      )
      .leftJoin(deliveredBefore().as('v'), (j) =>
        j
          .onRef('v.case_type', '=', 'c.case_type')
          .onRef('v.case_id', '=', 'c.case_id')
          .onRef('v.stage', '=', 'c.stage'),
      )
      .leftJoin(claimsBefore().as('k'), (j) =>
        j
          .onRef('k.case_type', '=', 'c.case_type')
          .onRef('k.case_id', '=', 'c.case_id')
          .onRef('k.stage', '=', 'c.stage'),
      )
      .leftJoin(returnsBefore().as('t'), (j) =>
        j
          .onRef('t.case_type', '=', 'c.case_type')
          .onRef('t.case_id', '=', 'c.case_id')
          .onRef('t.stage', '=', 'c.stage'),
      )
      .leftJoin(findingsBefore().as('f'), (j) =>
        j
          .onRef('f.case_type', '=', 'c.case_type')
          .onRef('f.case_id', '=', 'c.case_id')
          .onRef('f.stage', '=', 'c.stage'),
      )
      .leftJoin(parcelsBefore(settings).as('p'), (j) =>
        j
          .onRef('p.case_type', '=', 'c.case_type')
          .onRef('p.case_id', '=', 'c.case_id')
          .onRef('p.stage', '=', 'c.stage'),
      )
      .leftJoin(householdAccounts(settings).as('h'), (j) =>
        j
          .onRef('h.case_type', '=', 'c.case_type')
          .onRef('h.case_id', '=', 'c.case_id')
          .onRef('h.stage', '=', 'c.stage'),
      )
      .leftJoin(householdClaims(settings).as('hk'), (j) =>
        j
          .onRef('hk.case_type', '=', 'c.case_type')
          .onRef('hk.case_id', '=', 'c.case_id')
          .onRef('hk.stage', '=', 'c.stage'),
      )
      .leftJoin(householdFindings(settings).as('hf'), (j) =>
        j
          .onRef('hf.case_type', '=', 'c.case_type')
          .onRef('hf.case_id', '=', 'c.case_id')
          .onRef('hf.stage', '=', 'c.stage'),
      )
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.known_at', 'c.order_id', 'b.first_ordered_at'])
      .select((r) => {
        const isNew = onlyIf(
          r('o.ship_address', 'is not', null),
          isTrue(r(isTrue(r.ref('b.has_used_address')), '=', false)),
        )
        const isLivedAt = r.and([
          r('o.ship_address', 'is not', null),
          r.or([r('o.dwelling', 'is', null), r('o.dwelling', '<>', 'locker')]),
        ])
        return [
          orElse(r.ref('b.accounts'), 1).as('accounts'),
          orElse(r.ref('b.orders'), 0).as('orders_before'),
          orElse(r.ref('b.late_orders'), 0).as('orders_last_30_days'),
          orElse(r.ref('v.orders'), 0).as('delivered_orders_before'),
          orElse(r.ref('v.value'), toMoney('0')).as('delivered_value_before'),
          orElse(r.ref('u.units'), 0).as('units_bought_before'),
          orElse(r.ref('t.units'), 0).as('units_returned_before'),
          orElse(r.ref('k.claims'), 0).as('claims_before'),
          orElse(r.ref('k.late_claims'), 0).as('claims_last_30_days'),
          orElse(r.ref('k.not_received'), 0).as('not_received_before'),
          orElse(r.ref('t.inspected'), 0).as('inspected_returns_before'),
          orElse(r.ref('t.bad'), 0).as('bad_returns_before'),
          orElse(r.ref('t.missed_at_dock'), 0).as('returns_missed_at_dock_before'),
          orElse(r.ref('f.refused_returns'), 0).as('refused_returns_before'),
          orElse(r.ref('f.abuse'), 0).as('abuse_found_before'),
          orElse(r.ref('f.cleared'), 0).as('cleared_before'),
          orElse(r.ref('p.quiet'), 0).as('quiet_parcels_before'),
          orElse(r.ref('p.claimed'), 0).as('claimed_parcels_before'),
          rounded(orElse(r.ref('p.bits'), 0), 6).as('history_bits'),
          isNew.as('is_new_address'),
          truth(
            r.and([
              r(isNew, '=', true),
              r(
                onlyIf(r('o.payment_fingerprint', 'is not', null), isTrue(r.ref('b.has_used_payment'))),
                '=',
                true,
              ),
            ]),
          ).as('is_old_payment_at_new_address'),
          onlyIf(isLivedAt, orElse(r.ref('h.accounts'), 0)).as('household_accounts'),
          onlyIf(isLivedAt, orElse(r.ref('hk.claims'), 0)).as('household_claims_before'),
          onlyIf(isLivedAt, orElse(r.ref('hf.abuse'), 0)).as('household_abuse_found_before'),
        ]
      }),
})
