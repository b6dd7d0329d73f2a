import { boolean, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  add,
  anyTrue,
  calendarDay,
  countDistinct,
  countIf,
  countRows,
  hoursBetween,
  isTrue,
  maximum,
  minimum,
  multiply,
  onlyIf,
  orElse,
  ratio,
  rounded,
  sumInteger,
  sumMoney,
  sumNumber,
  toMoney,
  toNumber,
  truth,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { orderLines } from '../marts/order_lines.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { payouts } from '../staging/payouts.ts'
import { returns } from '../staging/returns.ts'
import { trackingEvents } from '../staging/tracking_events.ts'
import { caseColumns, cases } from './cases.ts'
import { identityHistories } from './identity_histories.ts'
import { parcels } from './parcels.ts'
import { returnHistories } from './return_histories.ts'
import { returnedLines } from './returned_lines.ts'
import { type Finding, lightBelow, usualFindings } from './usual_findings.ts'
import { usualReturns } from './usual_returns.ts'
import { usualShare } from './usual_share.ts'

const read = tables(
  cases,
  claims,
  identityHistories,
  orderLines,
  parcels,
  payouts,
  returnHistories,
  returnedLines,
  returns,
  trackingEvents,
  usualFindings,
  usualReturns,
)

/** What each stage knew of the lines that come back: of arrival and inspection only what had happened. */
const lines = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin('facts.returned_lines as l', 'l.return_id', 'c.case_id')
    .select(['c.case_id', 'c.stage'])
    .select((r) => {
      const inspected = r('l.inspected_at', '<=', r.ref('c.known_at'))
      const graded = (grades: readonly ('used' | 'wrong_item' | 'empty' | 'parts_missing')[]) =>
        anyTrue(onlyIf(inspected, truth(r('l.grade', 'in', [...grades]))))
      // What was found empty is neither short of pieces nor light besides.
      const isEmpty = onlyIf(inspected, truth(r('l.grade', '=', 'empty')))
      const arrived = r.and([
        r('l.received_at', '<=', r.ref('c.known_at')),
        r(orElse(isEmpty, false), '=', false),
      ])
      const weighed = r.and([
        arrived,
        r('l.received_weight_grams', 'is not', null),
        r('l.expected_weight_grams', '>', 0),
      ])
      return [
        maximum(r.ref('l.category')).as('category'),
        anyTrue(r.ref('l.is_final_sale')).as('is_final_sale'),
        orElse(sumMoney(r.ref('l.amount')), toMoney('0')).as('case_amount'),
        sumInteger(onlyIf(arrived, r.ref('l.quantity'))).as('asked_of_arrived'),
        sumInteger(onlyIf(arrived, r.ref('l.received_quantity'))).as('arrived'),
        sumNumber(onlyIf(weighed, r.ref('l.received_weight_grams'))).as('weight'),
        sumNumber(onlyIf(weighed, r.ref('l.expected_weight_grams'))).as('expected_weight'),
        graded(['used']).as('is_used'),
        graded(['wrong_item']).as('is_wrong_item'),
        graded(['empty']).as('is_empty'),
        graded(['parts_missing']).as('has_parts_missing'),
        anyTrue(onlyIf(inspected, truth(r('l.serial_matches', '=', false)))).as('is_other_serial'),
        anyTrue(onlyIf(inspected, truth(r('l.tags_attached', '=', false)))).as('is_without_tags'),
        anyTrue(
          onlyIf(inspected, truth(r.or([r('l.grade', '=', 'used'), r('l.tags_attached', '=', false)]))),
        ).as('shows_use'),
        // What was not looked at is not found, so only the grade must be known.
        anyTrue(
          onlyIf(
            inspected,
            truth(
              r.or([
                r('l.is_bad', '=', true),
                isTrue(r('l.tags_attached', '=', false)),
                isTrue(r('l.serial_matches', '=', false)),
                isTrue(r.and([arrived, r('l.received_quantity', '<', r.ref('l.quantity'))])),
                isTrue(
                  r.and([
                    weighed,
                    r(
                      ratio(r.ref('l.received_weight_grams'), r.ref('l.expected_weight_grams')),
                      '<',
                      lightBelow,
                    ),
                  ]),
                ),
              ]),
            ),
          ),
        ).as('is_amiss'),
        anyTrue(r.ref('l.blames_shop')).as('blames_shop'),
        anyTrue(onlyIf(inspected, truth(r('l.grade', 'in', ['new', 'like_new'])))).as('is_like_new'),
      ]
    })
    .where('c.case_type', '=', 'return')
    .groupBy(['c.case_id', 'c.stage'])

/** Where the carrier had scanned the return as delivered, by the stage. */
const deliveredBack = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin('staging.returns as t', 't.return_id', 'c.case_id')
    .innerJoin('staging.tracking_events as e', (j) =>
      j
        .onRef('e.carrier', '=', 't.carrier')
        .onRef('e.tracking_number', '=', 't.tracking_number')
        .onRef('e.occurred_at', '<=', 'c.known_at'),
    )
    .select((r) => [
      'c.case_id',
      'c.stage',
      anyTrue(truth(r('e.facility', '<>', r.ref('t.destination_facility')))).as('is_elsewhere'),
    ])
    .where('c.case_type', '=', 'return')
    .where('e.status', '=', 'delivered')
    .groupBy(['c.case_id', 'c.stage'])

const boughtParcels = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin('facts.parcels as p', (j) =>
      j.onRef('p.order_id', '=', 'c.order_id').onRef('p.delivered_at', '<=', 'c.known_at'),
    )
    .innerJoin('staging.returns as t', 't.return_id', 'c.case_id')
    .select((r) => [
      'c.case_id',
      'c.stage',
      minimum(ratio(hoursBetween(r.ref('p.delivered_at'), r.ref('t.requested_at')), 24)).as('days_held'),
    ])
    .where('c.case_type', '=', 'return')
    .groupBy(['c.case_id', 'c.stage'])

const claimedBefore = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin('staging.claims as k', (j) =>
      j.onRef('k.order_id', '=', 'c.order_id').onRef('k.claimed_at', '<', 'c.known_at'),
    )
    .select((r) => [
      'c.case_id',
      'c.stage',
      countIf(r('k.type', '=', 'not_received')).as('not_received'),
      countRows().as('claims'),
    ])
    .where('c.case_type', '=', 'return')
    .groupBy(['c.case_id', 'c.stage'])

/** Payouts before the stage: for this return, and for other reasons on the same order. */
const paidBefore = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin('staging.payouts as p', (j) =>
      j.onRef('p.order_id', '=', 'c.order_id').onRef('p.paid_at', '<', 'c.known_at'),
    )
    .select((r) => [
      'c.case_id',
      'c.stage',
      countIf(r('p.return_id', '=', r.ref('c.case_id'))).as('for_this_return'),
      countIf(
        r.and([r('p.return_id', 'is', null), r('p.kind', 'in', ['refund', 'reship', 'chargeback'])]),
      ).as('otherwise'),
    ])
    .where('c.case_type', '=', 'return')
    .groupBy(['c.case_id', 'c.stage'])

/** Sizes of one style bought together: a cost of the shop's own offer, no abuse. */
const sizesBought = () =>
  read
    .selectFrom(
      read
        .selectFrom('marts.order_lines as o')
        .select((r) => ['o.order_id', 'o.style', countDistinct(r.ref('o.size')).as('sizes')])
        .where('o.style', 'is not', null)
        .groupBy(['o.order_id', 'o.style'])
        .as('s'),
    )
    .select((r) => ['s.order_id', maximum(r.ref('s.sizes')).as('sizes')])
    .groupBy('s.order_id')

/** The orders that a category’s usual return stands for in what an identity usually buys. */
const ordersOfStart = 2

const usual = (found: string) =>
  number(`Share of the category’s returned lines ${found}, by inspections before the day.`).required()

export const returnFacts = model({
  name: 'facts.return_facts',
  about:
    'What was known about each return when it was asked for, when it arrived and when it was inspected, and nothing later.',
  owner: 'loss prevention',
  grain: ['case_id', 'stage'],
  load: rebuilt(),
  columns: {
    ...caseColumns,
    case_amount: money(
      'What the customer paid for the goods that come back, in the reporting currency.',
    ).required(),
    category: text('Category of the goods; the last by name where there are several.'),
    is_final_sale: boolean('Whether any of the goods were sold without a right of return.'),
    days_held: number('Days from delivery to the request.'),
    sizes_of_a_style: integer('Sizes of one style in the order.'),
    missing_units: integer(
      'Pieces announced but not in the parcel, among lines that arrived and were not found empty.',
    ),
    weight_share: number(
      'Weight that arrived, as a share of what the pieces that arrived weigh by the catalogue, empty lines left out.',
    ),
    is_used: boolean('Whether the inspection found goods used.'),
    is_wrong_item: boolean('Whether the inspection found another item.'),
    is_empty: boolean('Whether the inspection found an empty parcel.'),
    has_parts_missing: boolean('Whether the inspection found parts missing.'),
    is_other_serial: boolean('Whether a serial number is not that of the piece sold.'),
    is_without_tags: boolean('Whether tags were off.'),
    shows_use: boolean('Whether goods were used or tags off.'),
    is_amiss: boolean(
      'Whether the inspection found anything: used, another item, nothing, parts missing, tags off, another serial number, too few pieces or too light.',
    ),
    is_blamed_but_like_new: boolean(
      'Whether the reason blames the goods, yet the inspection found them like new.',
    ),
    is_delivered_elsewhere: boolean(
      'Whether the carrier delivered the return to another place than its label names.',
    ),
    is_refunded_before_arrival: boolean('Whether the refund was paid before the goods arrived.'),
    not_received_claims_before: integer('Claims before that the same order was never received.').required(),
    paid_otherwise_before: integer(
      'Refunds, reships and chargebacks on the order before, for other reasons.',
    ).required(),
    account_age_days: number('Days since the identity’s first order.').required(),
    accounts: integer('Accounts in the identity.').required(),
    orders_before: integer('Orders that the identity placed before.').required(),
    units_bought_before: integer('Pieces that the identity bought before.').required(),
    units_returned_before: integer('Pieces that it asked to return before.').required(),
    inspected_returns_before: integer('Its returned lines inspected before.').required(),
    bad_returns_before: integer('Of these, found used, wrong, empty or with parts missing.').required(),
    returns_missed_at_dock_before: integer(
      'Its earlier returns that the carrier had delivered back 14 days before, and of which the dock had seen nothing.',
    ).required(),
    own_usual_amount: number(
      'What its orders delivered before were worth on average, with the category’s usual return counted as two more, in the reporting currency.',
    ),
    claims_before: integer('Claims that it made before.').required(),
    abuse_found_before: integer('Cases found abusive before.').required(),
    cleared_before: integer('Cases found legitimate before.').required(),
    return_history_bits: number('Evidence of the identity’s earlier returned lines, in bits.').required(),
    usual_amount: number('What returns of the category are usually worth, in the reporting currency.'),
    usual_days_held: number('Days for which goods of the category are usually kept before a return.'),
    usual_used: usual('found used'),
    usual_wrong_item: usual('found to be another item'),
    usual_empty: usual('found empty'),
    usual_parts_missing: usual('found with parts missing'),
    usual_tags_off: usual('found without tags, where that is noted'),
    usual_other_serial: usual('found with another serial number, where that is compared'),
    usual_short: usual('found with fewer pieces than announced'),
    usual_light: usual('found lighter than their pieces should be'),
    usual_amiss: usual('of which anything of all this was found'),
  },
  query: ({ returnShrinkage }) =>
    read
      .selectFrom('facts.cases as c')
      .innerJoin('facts.identity_histories as h', (j) =>
        j
          .onRef('h.case_type', '=', 'c.case_type')
          .onRef('h.case_id', '=', 'c.case_id')
          .onRef('h.stage', '=', 'c.stage'),
      )
      .leftJoin(lines().as('l'), (j) =>
        j.onRef('l.case_id', '=', 'c.case_id').onRef('l.stage', '=', 'c.stage'),
      )
      .leftJoin(deliveredBack().as('d'), (j) =>
        j.onRef('d.case_id', '=', 'c.case_id').onRef('d.stage', '=', 'c.stage'),
      )
      .leftJoin(boughtParcels().as('b'), (j) =>
        j.onRef('b.case_id', '=', 'c.case_id').onRef('b.stage', '=', 'c.stage'),
      )
      .leftJoin(claimedBefore().as('k'), (j) =>
        j.onRef('k.case_id', '=', 'c.case_id').onRef('k.stage', '=', 'c.stage'),
      )
      .leftJoin(paidBefore().as('p'), (j) =>
        j.onRef('p.case_id', '=', 'c.case_id').onRef('p.stage', '=', 'c.stage'),
      )
      .leftJoin(sizesBought().as('s'), 's.order_id', 'c.order_id')
      .innerJoin('facts.return_histories as e', (j) =>
        j.onRef('e.case_id', '=', 'c.case_id').onRef('e.stage', '=', 'c.stage'),
      )
      .leftJoin('facts.usual_findings as f', (j) =>
        j
          .on('f.scope', '=', 'category')
          .on((on) => on('f.category', '=', orElse(on.ref('l.category'), '')))
          .on((on) => on('f.day', '=', calendarDay(on.ref('c.known_at'), 'UTC'))),
      )
      .leftJoin('facts.usual_findings as w', (j) => j.onRef('w.day', '=', 'f.day').on('w.scope', '=', 'shop'))
      .leftJoin('facts.usual_returns as u', (j) =>
        j
          .on('u.scope', '=', 'category')
          .on((on) => on('u.category', '=', orElse(on.ref('l.category'), '')))
          .on((on) => on('u.day', '=', calendarDay(on.ref('c.known_at'), 'UTC'))),
      )
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.known_at', 'c.order_id'])
      .select((r) => [
        orElse(r.ref('l.case_amount'), toMoney('0')).as('case_amount'),
        'l.category',
        'l.is_final_sale',
        'b.days_held',
        's.sizes as sizes_of_a_style',
        r('l.asked_of_arrived', '-', r.ref('l.arrived')).$castTo<number | null>().as('missing_units'),
        rounded(ratio(r.ref('l.weight'), r.ref('l.expected_weight')), 6).as('weight_share'),
        'l.is_used',
        'l.is_wrong_item',
        'l.is_empty',
        'l.has_parts_missing',
        'l.is_other_serial',
        'l.is_without_tags',
        'l.shows_use',
        'l.is_amiss',
        truth(r.and([r('l.blames_shop', '=', true), r('l.is_like_new', '=', true)])).as(
          'is_blamed_but_like_new',
        ),
        'd.is_elsewhere as is_delivered_elsewhere',
        onlyIf(r('c.stage', '=', 'received'), truth(r(orElse(r.ref('p.for_this_return'), 0), '>', 0))).as(
          'is_refunded_before_arrival',
        ),
        orElse(r.ref('k.not_received'), 0).as('not_received_claims_before'),
        orElse(r.ref('p.otherwise'), 0).as('paid_otherwise_before'),
        orElse(ratio(hoursBetween(r.ref('h.first_ordered_at'), r.ref('c.known_at')), 24), 0).as(
          'account_age_days',
        ),
        'h.accounts',
        'h.orders_before',
        'h.units_bought_before',
        'h.units_returned_before',
        'h.inspected_returns_before',
        'h.bad_returns_before',
        'h.returns_missed_at_dock_before',
        rounded(
          onlyIf(
            r('u.returns', '>=', 20),
            ratio(
              add(
                toNumber(r.ref('h.delivered_value_before')),
                multiply(ordersOfStart, ratio(r.ref('u.amount'), r.ref('u.returns'))),
              ),
              add(r.ref('h.delivered_orders_before'), ordersOfStart),
            ),
          ),
          2,
        ).as('own_usual_amount'),
        'h.claims_before',
        'h.abuse_found_before',
        'h.cleared_before',
        'e.return_history_bits',
        rounded(onlyIf(r('u.returns', '>=', 20), ratio(r.ref('u.amount'), r.ref('u.returns'))), 2).as(
          'usual_amount',
        ),
        rounded(
          onlyIf(r('u.held', '>=', 20), ratio(r.ref('u.held_hours'), multiply(r.ref('u.held'), 24))),
          3,
        ).as('usual_days_held'),
      ])
      .select((r) => {
        const share = (found: Finding, of: Finding, start: number) =>
          rounded(
            usualShare(
              { found: r.ref(`f.${found}`), of: r.ref(`f.${of}`) },
              { found: r.ref(`w.${found}`), of: r.ref(`w.${of}`) },
              start,
              returnShrinkage,
            ),
            6,
          )
        // What stands before any line was inspected: of the field’s figures, rough and soon overruled.
        return [
          share('used', 'inspected', 0.08).as('usual_used'),
          share('wrong_item', 'inspected', 0.01).as('usual_wrong_item'),
          share('empty', 'inspected', 0.01).as('usual_empty'),
          share('parts_missing', 'inspected', 0.02).as('usual_parts_missing'),
          share('tags_off', 'tags_known', 0.06).as('usual_tags_off'),
          share('serials_other', 'serials_known', 0.01).as('usual_other_serial'),
          share('short', 'counted', 0.01).as('usual_short'),
          share('light', 'weighed', 0.02).as('usual_light'),
          share('amiss', 'inspected', 0.15).as('usual_amiss'),
        ]
      })
      .where('c.case_type', '=', 'return'),
})
