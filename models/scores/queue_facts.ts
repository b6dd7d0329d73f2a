import { integer, number, text } from '../../warehouse/columns.ts'
import { firstKnown, joinTexts, orElse } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { caseAccounts } from '../facts/case_accounts.ts'
import { claimFacts } from '../facts/claim_facts.ts'
import { identityHistories } from '../facts/identity_histories.ts'
import { returnFacts } from '../facts/return_facts.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { caseKey } from './case_key.ts'
import { queue } from './queue.ts'

const read = tables(caseAccounts, claimFacts, identityHistories, queue, returnFacts)

const links = () =>
  read
    .selectFrom('facts.case_accounts as a')
    .select((r) => [
      'a.case_type',
      'a.case_id',
      'a.stage',
      joinTexts(r.ref('a.linked_by'), ', ').as('linked_by'),
    ])
    .groupBy(['a.case_type', 'a.case_id', 'a.stage'])

const ofClaims = claimFacts.columns
const ofReturns = returnFacts.columns
const ofIdentity = identityHistories.columns

export const queueFacts = model({
  name: 'scores.queue_facts',
  about:
    'For the cases in the queue: what was known, at the moment of the stage, of the parcel, its lane, the goods that come back and the identity.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id'],
  load: rebuilt(),
  published: true,
  columns: {
    ...caseKey,
    has_delivered_scan: ofClaims.has_delivered_scan,
    delivered_days_before: ofClaims.delivered_days_before,
    metres_from_address: ofClaims.metres_from_address,
    proof: ofClaims.proof,
    is_signed_alike: ofClaims.is_signed_alike,
    had_trouble: ofClaims.had_trouble,
    was_damaged: ofClaims.was_damaged,
    is_sent_back: ofClaims.is_sent_back,
    lane_loss: ofClaims.lane_loss,
    shop_loss: ofClaims.shop_loss,
    lane_parcels: ofClaims.lane_parcels,
    lane_claimed: ofClaims.lane_claimed,
    same_route_claims: ofClaims.same_route_claims,
    neighbour_parcels: integer(
      'Of a claim: others’ parcels to the same postal code in the 30 days before it.',
    ),
    neighbour_claims: integer('Those of them that had been claimed as not received.'),
    days_held: ofReturns.days_held,
    usual_days_held: ofReturns.usual_days_held,
    missing_units: ofReturns.missing_units,
    weight_share: ofReturns.weight_share,
    is_delivered_elsewhere: ofReturns.is_delivered_elsewhere,
    account_age_days: number('Days since the identity’s first order.').required(),
    accounts: ofIdentity.accounts,
    linked_by: text(
      'The kinds of identifier that linked its accounts, in the order of the alphabet; missing where it is one account.',
    ),
    orders_before: ofIdentity.orders_before,
    quiet_parcels_before: ofIdentity.quiet_parcels_before,
    claimed_parcels_before: ofIdentity.claimed_parcels_before,
    claims_before: ofIdentity.claims_before,
    not_received_before: ofIdentity.not_received_before,
    units_bought_before: ofIdentity.units_bought_before,
    units_returned_before: ofIdentity.units_returned_before,
    inspected_returns_before: ofIdentity.inspected_returns_before,
    bad_returns_before: ofIdentity.bad_returns_before,
    abuse_found_before: ofIdentity.abuse_found_before,
    cleared_before: ofIdentity.cleared_before,
  },
  query: () =>
    read
      .selectFrom('scores.queue as q')
      .innerJoin('facts.identity_histories as h', (j) =>
        j
          .onRef('h.case_type', '=', 'q.case_type')
          .onRef('h.case_id', '=', 'q.case_id')
          .onRef('h.stage', '=', 'q.stage'),
      )
      .leftJoin('facts.claim_facts as k', (j) =>
        j
          .onRef('k.case_type', '=', 'q.case_type')
          .onRef('k.case_id', '=', 'q.case_id')
          .onRef('k.stage', '=', 'q.stage'),
      )
      .leftJoin('facts.return_facts as b', (j) =>
        j
          .onRef('b.case_type', '=', 'q.case_type')
          .onRef('b.case_id', '=', 'q.case_id')
          .onRef('b.stage', '=', 'q.stage'),
      )
      .leftJoin(links().as('l'), (j) =>
        j
          .onRef('l.case_type', '=', 'q.case_type')
          .onRef('l.case_id', '=', 'q.case_id')
          .onRef('l.stage', '=', 'q.stage'),
      )
      .select(['q.case_type', 'q.case_id', 'q.stage'])
      .select(['k.has_delivered_scan', 'k.delivered_days_before', 'k.metres_from_address', 'k.proof'])
      .select(['k.is_signed_alike', 'k.had_trouble', 'k.was_damaged', 'k.is_sent_back'])
      .select(['k.lane_loss', 'k.shop_loss', 'k.lane_parcels', 'k.lane_claimed', 'k.same_route_claims'])
      .select(['k.neighbour_parcels', 'k.neighbour_claims'])
      .select(['b.days_held', 'b.usual_days_held', 'b.missing_units', 'b.weight_share'])
      .select((r) => [
        'b.is_delivered_elsewhere',
        orElse(firstKnown(r.ref('k.account_age_days'), r.ref('b.account_age_days')), 0).as(
          'account_age_days',
        ),
        'h.accounts',
        'l.linked_by',
      ])
      .select(['h.orders_before', 'h.quiet_parcels_before', 'h.claimed_parcels_before', 'h.claims_before'])
      .select(['h.not_received_before', 'h.units_bought_before', 'h.units_returned_before'])
      .select(['h.inspected_returns_before', 'h.bad_returns_before'])
      .select(['h.abuse_found_before', 'h.cleared_before']),
})
