import { boolean, choice, integer, money, number, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  convertMoney,
  hoursBetween,
  isTrue,
  multiply,
  onlyIf,
  orElse,
  ratio,
  rounded,
  subtract,
  toInteger,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { exchangeRates, rateDay } from '../marts/exchange_rates.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { caseColumns, cases } from './cases.ts'
import { claimedGoods } from './claim_facts/claimed_goods.ts'
import { neighbours } from './claim_facts/neighbours.ts'
import { paidBefore } from './claim_facts/order_before.ts'
import { otherClaimsBits } from './claim_facts/other_claims.ts'
import { missedAtDock, returnsBefore } from './claim_facts/returns_credited.ts'
import { sameRoute } from './claim_facts/same_route.ts'
import { lacking } from './claim_facts/weights.ts'
import { claimMessages } from './claim_messages.ts'
import { claimScans } from './claim_scans.ts'
import { claimedParcels } from './claimed_parcels.ts'
import { identityHistories } from './identity_histories.ts'
import { laneLosses } from './lane_losses.ts'
import { usualClaims } from './usual_claims.ts'
import { usualDamages } from './usual_damages.ts'
import { usualDeliveries } from './usual_deliveries.ts'
import { shrunkenShare } from './usual_share.ts'

const read = tables(
  cases,
  claims,
  claimedParcels,
  claimMessages,
  claimScans,
  exchangeRates,
  identityHistories,
  laneLosses,
  orders,
  usualClaims,
  usualDamages,
  usualDeliveries,
)

type Trait = 'delivered' | 'troubled' | 'handed_over' | 'photographed' | 'near' | 'far'
type Known = 'scanned' | 'proofs' | 'placed'

/** Claims of other kinds than non-receipt per parcel, and the parcels that this counts for, before any is seen. */
const startOfOtherClaims = 0.01
const startParcels = 1000

/** Share of messages that repeat others, before any is seen. */
const startOfRepeating = 0.05

const ordinary = (what: string) => number(`Share of all parcels before the day that were ${what}.`).required()
const claimed = (what: string) =>
  number(`Share of the parcels of earlier claims of this kind that were ${what}.`).required()

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
    is_signed_alike: boolean(
      'Whether the family name signed is that on the parcel; unknown without a signature.',
    ),
    had_trouble: boolean('Whether the carrier had reported an exception, damage or loss.'),
    was_damaged: boolean('Whether the carrier had reported damage.'),
    is_sent_back: boolean('Whether the carrier had reported the parcel as going back.'),
    lacking_share: number(
      'Weight that the parcel lacked at its last weighing, as a share of the claimed item’s; unknown unless that is a good part of the parcel.',
    ),
    packed_lacking_share: number(
      'The same by the weight when it was packed, where no carrier weighed it later.',
    ),
    same_route_claims: integer('Other orders’ claims on the same route within a day of this delivery.'),
    neighbour_parcels: integer('Others’ parcels to the same postal code in the 30 days before.').required(),
    neighbour_claims: integer('Those of them that had been claimed as not received.').required(),
    lane_loss: number('Share of parcels on this way claimed as not received, the own identity left out.'),
    shop_loss: number('The same share of the whole shop’s parcels.'),
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
    claims_last_30_days: integer('Of the claims before, made in the 30 days before this one.').required(),
    is_old_payment_at_new_address: boolean(
      'Whether a payment of the identity’s came with an address new to it.',
    ),
    household_abuse_found_before: integer('Cases of others at the address found abusive before.'),
    household_claims_before: integer('Claims that others at the address made before.'),
    abuse_found_before: integer('Cases found abusive before.').required(),
    cleared_before: integer('Cases found legitimate before.').required(),
    paid_before_amount: money('Paid out on the order before, in the reporting currency.').required(),
    paid_before_share: number('That, as a share of what the customer was charged.'),
    returns_before: integer('Returns of the same order asked for before.').required(),
    credited_returns_before: integer('Of these, refunded before.').required(),
    days_missed_at_dock: number(
      'Days for which the dock had seen nothing of a return of the order that the carrier had delivered back, 0 where it had seen all; only where the claim is about that.',
    ),
    refused_returns_before: integer(
      'Returns of the identity refused before that were not found abusive.',
    ).required(),
    category_sold_share: number(
      'Share of the claimed goods’ category in all pieces ordered before the day; only where damage is claimed.',
    ),
    category_damaged_share: number('Share of the category in all claims of damage before the day.'),
    other_claims_before: integer(
      'Claims of other kinds than non-receipt that the identity made before.',
    ).required(),
    other_claims_bits: number('Evidence of these claims against the identity’s orders, in bits.').required(),
    shared_phrases: integer(
      'Runs of three words that its message shares with the earlier claim of somebody else most like it, usual ones left out; unknown without a message.',
    ),
    usual_repeating: number('Share of the messages before that repeated one of somebody else.'),
    usual_claim_days: number('Days from delivery to the claim, usual in claims of this kind.'),
    usual_order_amount: number('What customers are usually charged for an order, in the reporting currency.'),
    ordinary_delivered: ordinary('scanned as delivered'),
    ordinary_troubled: ordinary('in trouble on their way'),
    ordinary_handed_over: ordinary(
      'handed over against a signature, a PIN or a code, where the proof is known',
    ),
    ordinary_photographed: ordinary('photographed, where the proof is known'),
    ordinary_near: ordinary('scanned at the address, where places are known'),
    ordinary_far: ordinary('scanned elsewhere, where places are known'),
    claimed_delivered: claimed('scanned as delivered'),
    claimed_troubled: claimed('in trouble on their way'),
    claimed_handed_over: claimed(
      'handed over against a signature, a PIN or a code, where the proof is known',
    ),
    claimed_photographed: claimed('photographed, where the proof is known'),
    claimed_near: claimed('scanned at the address, where places are known'),
    claimed_far: claimed('scanned elsewhere, where places are known'),
  },
  query: ({ claimShrinkage, historyDelta }) =>
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
      .leftJoin('facts.claim_messages as v', 'v.claim_id', 'c.case_id')
      .leftJoin('facts.claim_scans as s', 's.claim_id', 'c.case_id')
      .leftJoin(neighbours().as('g'), 'g.claim_id', 'c.case_id')
      .leftJoin(lacking().as('m'), 'm.claim_id', 'c.case_id')
      .leftJoin('facts.usual_deliveries as f', (j) =>
        j.on((on) => on('f.day', '=', calendarDay(on.ref('c.known_at'), 'UTC'))),
      )
      .leftJoin('facts.usual_claims as u', (j) =>
        j.onRef('u.claim_type', '=', 'k.type').onRef('u.day', '=', 'f.day'),
      )
      .leftJoin('facts.claimed_parcels as p', 'p.claim_id', 'c.case_id')
      .leftJoin('facts.lane_losses as w', (j) =>
        j.onRef('w.watched_id', '=', 'c.case_id').on('w.watched', '=', 'claim'),
      )
      .leftJoin(sameRoute().as('n'), 'n.claim_id', 'c.case_id')
      .leftJoin(missedAtDock().as('d'), 'd.claim_id', 'c.case_id')
      .leftJoin(claimedGoods().as('l'), 'l.claim_id', 'c.case_id')
      .leftJoin('facts.usual_damages as e', (j) =>
        j
          .onRef('e.category', '=', 'l.category')
          .onRef('e.day', '=', 'f.day')
          .on('e.scope', '=', 'category')
          .on('k.type', '=', 'damaged'),
      )
      .leftJoin('facts.usual_damages as a', (j) => j.onRef('a.day', '=', 'e.day').on('a.scope', '=', 'shop'))
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
        's.metres_from_address',
        r.ref('s.proof').$castTo<string | null>().as('proof'),
        's.is_signed_alike',
        's.had_trouble',
        's.was_damaged',
        's.is_sent_back',
        'm.share as lacking_share',
        'm.packed_share as packed_lacking_share',
        onlyIf(r('p.claim_id', 'is not', null), orElse(r.ref('n.claims'), 0)).as('same_route_claims'),
        orElse(r.ref('g.parcels'), 0).as('neighbour_parcels'),
        orElse(r.ref('g.claims'), 0).as('neighbour_claims'),
        'w.lane_loss',
        'w.shop_loss',
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
        'h.claims_last_30_days',
        'h.is_old_payment_at_new_address',
        'h.household_abuse_found_before',
        'h.household_claims_before',
        'h.abuse_found_before',
        'h.cleared_before',
        orElse(r.ref('b.amount'), toMoney('0')).as('paid_before_amount'),
        ratio(
          orElse(r.ref('b.amount'), toMoney('0')),
          orElse(convertMoney(r.ref('o.total_amount'), r.ref('y.rate')), toMoney('0')),
        ).as('paid_before_share'),
        orElse(r.ref('t.returns'), 0).as('returns_before'),
        orElse(r.ref('t.credited'), 0).as('credited_returns_before'),
        rounded(r.ref('d.days'), 3).as('days_missed_at_dock'),
        'h.refused_returns_before',
        toInteger(subtract(r.ref('h.claims_before'), r.ref('h.not_received_before'))).as(
          'other_claims_before',
        ),
        'v.shared_phrases',
        onlyIf(
          r('v.claim_id', 'is not', null),
          rounded(
            shrunkenShare(
              { found: r.ref('v.repeating_before'), of: r.ref('v.messages_before') },
              startOfRepeating,
              claimShrinkage,
            ),
            6,
          ),
        ).as('usual_repeating'),
        rounded(
          onlyIf(
            r('u.delivered', '>=', 10),
            ratio(r.ref('u.delivered_hours'), multiply(r.ref('u.delivered'), 24)),
          ),
          3,
        ).as('usual_claim_days'),
        rounded(onlyIf(r('f.orders', '>=', 20), ratio(r.ref('f.order_amount'), r.ref('f.orders'))), 2).as(
          'usual_order_amount',
        ),
      ])
      .select((r) => {
        const sold = ratio(r.ref('e.sold'), r.ref('a.sold'))
        return [
          rounded(sold, 6).as('category_sold_share'),
          rounded(
            onlyIf(
              r(sold, 'is not', null),
              shrunkenShare(
                { found: r.ref('e.damaged'), of: r.ref('a.damaged') },
                orElse(sold, 0),
                claimShrinkage,
              ),
            ),
            6,
          ).as('category_damaged_share'),
        ]
      })
      .select((r) =>
        otherClaimsBits(
          {
            claims: subtract(r.ref('h.claims_before'), r.ref('h.not_received_before')),
            orders: r.ref('h.orders_before'),
            usual: shrunkenShare(
              { found: r.ref('f.other_claims'), of: r.ref('f.parcels') },
              startOfOtherClaims,
              startParcels,
            ),
          },
          historyDelta,
        ).as('other_claims_bits'),
      )
      .select((r) => {
        const all = (found: Trait, of: Known, start: number) =>
          rounded(
            shrunkenShare({ found: r.ref(`f.${found}`), of: r.ref(`f.${of}`) }, start, claimShrinkage),
            6,
          )
        const ofClaims = (found: Trait, of: Known, start: number) =>
          rounded(
            shrunkenShare({ found: r.ref(`u.${found}`), of: r.ref(`u.${of}`) }, start, claimShrinkage),
            6,
          )
        // What stands before anything was seen: rough figures, soon overruled by the shop’s own.
        return [
          all('delivered', 'scanned', 0.97).as('ordinary_delivered'),
          all('troubled', 'scanned', 0.06).as('ordinary_troubled'),
          all('handed_over', 'proofs', 0.15).as('ordinary_handed_over'),
          all('photographed', 'proofs', 0.4).as('ordinary_photographed'),
          all('near', 'placed', 0.95).as('ordinary_near'),
          all('far', 'placed', 0.01).as('ordinary_far'),
          ofClaims('delivered', 'scanned', 0.65).as('claimed_delivered'),
          ofClaims('troubled', 'scanned', 0.2).as('claimed_troubled'),
          ofClaims('handed_over', 'proofs', 0.1).as('claimed_handed_over'),
          ofClaims('photographed', 'proofs', 0.35).as('claimed_photographed'),
          ofClaims('near', 'placed', 0.75).as('claimed_near'),
          ofClaims('far', 'placed', 0.1).as('claimed_far'),
        ]
      }),
})
