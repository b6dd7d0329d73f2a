import { boolean, choice, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  absolute,
  anyTrue,
  convertMoney,
  countDistinct,
  countIf,
  countRows,
  hoursBetween,
  isTrue,
  maximum,
  metresBetween,
  minimum,
  onlyIf,
  orElse,
  ratio,
  sumMoney,
  toMoney,
  truth,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { exchangeRates, rateDay } from '../marts/exchange_rates.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { payouts } from '../staging/payouts.ts'
import { returns } from '../staging/returns.ts'
import { shipments } from '../staging/shipments.ts'
import { trackingEvents } from '../staging/tracking_events.ts'
import { caseColumns, cases } from './cases.ts'
import { claimedParcels } from './claimed_parcels.ts'
import { identityHistories } from './identity_histories.ts'
import { laneLosses } from './lane_losses.ts'
import { parcels } from './parcels.ts'

const read = tables(
  cases,
  claims,
  claimedParcels,
  exchangeRates,
  identityHistories,
  laneLosses,
  orders,
  parcels,
  payouts,
  returns,
  shipments,
  trackingEvents,
)

/** What the carrier had reported about each claimed parcel by the claim. */
const scans = () =>
  read
    .selectFrom('facts.claimed_parcels as c')
    .innerJoin('staging.shipments as s', 's.shipment_id', 'c.shipment_id')
    .innerJoin('staging.tracking_events as e', (j) =>
      j
        .onRef('e.carrier', '=', 's.carrier')
        .onRef('e.tracking_number', '=', 's.tracking_number')
        .onRef('e.occurred_at', '<=', 'c.claimed_at'),
    )
    .select((r) => [
      'c.claim_id',
      minimum(onlyIf(r('e.status', '=', 'delivered'), r.ref('e.occurred_at'))).as('delivered_at'),
      countIf(r('e.status', 'in', ['exception', 'damaged', 'lost'])).as('troubles'),
      anyTrue(r('e.status', 'in', ['returning', 'returned_to_sender'])).as('is_sent_back'),
    ])
    .groupBy('c.claim_id')

/** The first scan as delivered, where it was by the claim. */
const deliveries = () =>
  read
    .selectFrom(scans().as('d'))
    .innerJoin('facts.claimed_parcels as c', 'c.claim_id', 'd.claim_id')
    .innerJoin('staging.shipments as s', 's.shipment_id', 'c.shipment_id')
    .innerJoin('staging.orders as o', 'o.order_id', 's.order_id')
    .innerJoin('staging.tracking_events as e', (j) =>
      j
        .onRef('e.carrier', '=', 's.carrier')
        .onRef('e.tracking_number', '=', 's.tracking_number')
        .onRef('e.occurred_at', '=', 'd.delivered_at')
        .on('e.status', '=', 'delivered'),
    )
    .select((r) => [
      'd.claim_id',
      maximum(r.ref('e.proof')).as('proof'),
      minimum(
        metresBetween(
          r.ref('e.latitude'),
          r.ref('e.longitude'),
          r.ref('o.ship_latitude'),
          r.ref('o.ship_longitude'),
        ),
      ).as('metres'),
    ])
    .groupBy('d.claim_id')

/** Other orders' parcels of the same route, delivered within a day, that were claimed before. */
const sameRoute = () =>
  read
    .selectFrom('facts.claimed_parcels as c')
    .innerJoin('facts.parcels as p', 'p.shipment_id', 'c.shipment_id')
    .innerJoin('facts.parcels as n', (j) =>
      j
        .onRef('n.carrier', '=', 'p.carrier')
        .onRef('n.facility', '=', 'p.facility')
        .onRef('n.route', '=', 'p.route')
        .onRef('n.customer_id', '<>', 'p.customer_id')
        .onRef('n.claimed_at', '<', 'c.claimed_at'),
    )
    .select((r) => ['c.claim_id', countDistinct(r.ref('n.order_id')).as('claims')])
    .where((r) => r(absolute(hoursBetween(r.ref('p.exposed_at'), r.ref('n.exposed_at'))), '<=', 24))
    .whereRef('p.exposed_at', '<=', 'c.claimed_at')
    .whereRef('n.exposed_at', '<=', 'c.claimed_at')
    .groupBy('c.claim_id')

/** What had been paid out on the order before the claim, the chargebacks' fees left out. */
const paidBefore = () =>
  read
    .selectFrom('staging.claims as c')
    .innerJoin('staging.payouts as p', (j) =>
      j.onRef('p.order_id', '=', 'c.order_id').onRef('p.paid_at', '<', 'c.claimed_at'),
    )
    .innerJoin('marts.exchange_rates as x', (j) =>
      j
        .onRef('x.currency', '=', 'p.currency')
        .on((on) => on(rateDay(on.ref('p.paid_at')), '=', on.ref('x.day'))),
    )
    .select((r) => [
      'c.claim_id',
      sumMoney(
        onlyIf(
          r('p.kind', 'in', ['refund', 'reship', 'credit', 'chargeback']),
          convertMoney(r.ref('p.amount'), r.ref('x.rate')),
        ),
      ).as('amount'),
    ])
    .groupBy('c.claim_id')

const returnsBefore = () =>
  read
    .selectFrom('staging.claims as c')
    .innerJoin('staging.returns as t', (j) =>
      j.onRef('t.order_id', '=', 'c.order_id').onRef('t.requested_at', '<', 'c.claimed_at'),
    )
    .select(['c.claim_id', countRows().as('returns')])
    .groupBy('c.claim_id')

export const claimFacts = model({
  name: 'facts.claim_facts',
  about: 'What was known about each claim at the moment it was made, and nothing later.',
  owner: 'loss prevention',
  grain: ['case_id', 'stage'],
  load: rebuilt(),
  columns: {
    ...caseColumns,
    claim_type: choice(
      ['not_received', 'missing_item', 'damaged', 'wrong_item', 'not_as_described', 'return_not_credited'],
      'What is claimed.',
    ).required(),
    case_amount: money('What is claimed, in the reporting currency.').required(),
    order_amount: money('What the customer was charged for the order, in the reporting currency.').required(),
    has_delivered_scan: boolean(
      'Whether the carrier had scanned the parcel as delivered; unknown without any scan.',
    ),
    delivered_days_before: number('Days from the scan as delivered to the claim.'),
    metres_from_address: number('Metres from the scan as delivered to the address.'),
    proof: text('The carrier’s proof of delivery: none, photo, signature, pin, locker or safe_place.'),
    had_trouble: boolean('Whether the carrier had reported an exception, damage or loss.'),
    is_sent_back: boolean('Whether the carrier had reported the parcel as going back.'),
    same_route_claims: integer('Other orders’ claims on the same route within a day of this delivery.'),
    lane_loss: number('Share of parcels on this way claimed as not received, the own identity left out.'),
    lane_parcels: integer('Others’ earlier parcels through the same carrier and facility.'),
    lane_claimed: integer('Those of them that were claimed as not received.'),
    account_age_days: number('Days since the identity’s first order.').required(),
    accounts: integer('Accounts in the identity.').required(),
    orders_before: integer('Orders that the identity placed before.').required(),
    claims_before: integer('Claims that the identity made before.').required(),
    not_received_before: integer('Of these, claims of non-receipt.').required(),
    quiet_parcels_before: integer('Earlier parcels that nobody claimed.').required(),
    claimed_parcels_before: integer('Earlier parcels claimed as not received.').required(),
    history_bits: number('Evidence of the identity’s earlier parcels, in bits.').required(),
    bad_returns_before: integer('Returned lines found used, wrong, empty or with parts missing.').required(),
    abuse_found_before: integer('Cases found abusive before.').required(),
    cleared_before: integer('Cases found legitimate before.').required(),
    paid_before_amount: money('Paid out on the order before, in the reporting currency.').required(),
    paid_before_share: number('That, as a share of what the customer was charged.'),
    returns_before: integer('Returns of the same order asked for before.').required(),
  },
  query: () =>
    read
      .selectFrom('facts.cases as c')
      .innerJoin('staging.claims as k', (j) =>
        j.onRef('k.claim_id', '=', 'c.case_id').on('c.case_type', '=', 'claim'),
      )
      .innerJoin('staging.orders as o', 'o.order_id', 'c.order_id')
      .innerJoin('facts.identity_histories as h', (j) =>
        j.onRef('h.case_id', '=', 'c.case_id').on('h.case_type', '=', 'claim'),
      )
      .leftJoin('marts.exchange_rates as x', (j) =>
        j
          .onRef('x.currency', '=', 'k.currency')
          .on((on) => on(rateDay(on.ref('k.claimed_at')), '=', on.ref('x.day'))),
      )
      .leftJoin('marts.exchange_rates as y', (j) =>
        j
          .onRef('y.currency', '=', 'o.currency')
          .on((on) => on(rateDay(on.ref('o.ordered_at')), '=', on.ref('y.day'))),
      )
      .leftJoin(scans().as('s'), 's.claim_id', 'c.case_id')
      .leftJoin(deliveries().as('d'), 'd.claim_id', 'c.case_id')
      .leftJoin('facts.claimed_parcels as p', 'p.claim_id', 'c.case_id')
      .leftJoin('facts.lane_losses as w', (j) =>
        j.onRef('w.watched_id', '=', 'c.case_id').on('w.watched', '=', 'claim'),
      )
      .leftJoin(sameRoute().as('n'), 'n.claim_id', 'c.case_id')
      .leftJoin(paidBefore().as('b'), 'b.claim_id', 'c.case_id')
      .leftJoin(returnsBefore().as('t'), 't.claim_id', 'c.case_id')
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.known_at', 'c.order_id', 'k.type as claim_type'])
      .select((r) => [
        orElse(convertMoney(r.ref('k.amount'), r.ref('x.rate')), toMoney('0')).as('case_amount'),
        orElse(convertMoney(r.ref('o.total_amount'), r.ref('y.rate')), toMoney('0')).as('order_amount'),
        onlyIf(r('s.claim_id', 'is not', null), isTrue(r('s.delivered_at', 'is not', null))).as(
          'has_delivered_scan',
        ),
        ratio(hoursBetween(r.ref('s.delivered_at'), r.ref('c.known_at')), 24).as('delivered_days_before'),
        'd.metres as metres_from_address',
        'd.proof',
        truth(r('s.troubles', '>', 0)).as('had_trouble'),
        's.is_sent_back',
        onlyIf(r('p.claim_id', 'is not', null), orElse(r.ref('n.claims'), 0)).as('same_route_claims'),
        'w.lane_loss',
        'w.lane_parcels',
        'w.lane_claimed',
        orElse(ratio(hoursBetween(r.ref('h.first_ordered_at'), r.ref('c.known_at')), 24), 0).as(
          'account_age_days',
        ),
        'h.accounts',
        'h.orders_before',
        'h.claims_before',
        'h.not_received_before',
        'h.quiet_parcels_before',
        'h.claimed_parcels_before',
        'h.history_bits',
        'h.bad_returns_before',
        'h.abuse_found_before',
        'h.cleared_before',
        orElse(r.ref('b.amount'), toMoney('0')).as('paid_before_amount'),
        ratio(
          orElse(r.ref('b.amount'), toMoney('0')),
          orElse(convertMoney(r.ref('o.total_amount'), r.ref('y.rate')), toMoney('0')),
        ).as('paid_before_share'),
        orElse(r.ref('t.returns'), 0).as('returns_before'),
      ]),
})
