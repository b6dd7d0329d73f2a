import { boolean, choice, day, integer, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countRows,
  daysBetween,
  firstKnown,
  isTrue,
  onlyIf,
  orElse,
  plusDays,
  sumInteger,
  sumMoney,
  toInteger,
  toMoney,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { carrierClaims } from '../marts/carrier_claims.ts'
import { claimable, lossTypes } from '../marts/deliveries/claimable.ts'
import { deliveries } from '../marts/deliveries.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'

const read = tables(carrierClaims, deliveries)
const none = () => toMoney('0')
const states = ['to_file', 'expired', 'waiting', 'paid', 'denied'] as const
type State = (typeof states)[number]

/** Each claim that was filed by the day of the run, and how it stands. */
const filed = (settings: Settings) => {
  const { carrierClaimDays, timeZone } = settings
  const today = calendarDay(asOf(), timeZone)
  return read
    .selectFrom('marts.carrier_claims as c')
    .leftJoin('marts.deliveries as d', 'd.shipment_id', 'c.shipment_id')
    .leftJoin(claimable(settings).as('e'), (join) =>
      join.onRef('e.shipment_id', '=', 'c.shipment_id').on('c.type', 'in', lossTypes),
    )
    .where('c.filed_on', '<=', today)
    .select(['c.type', 'c.claimed_amount as amount', 'c.shipment_id'])
    .select((r) => {
      const isDecided = isTrue(r('c.decided_on', '<=', today))
      const isPaid = r.and([
        r('c.paid_amount', '>', none()),
        r.or([isDecided, r('c.decided_on', 'is', null)]),
      ])
      return [
        firstKnown(r.ref('d.shipped_on'), r.ref('c.filed_on')).$notNull().as('day'),
        calendarDay(
          plusDays(firstKnown(r.ref('d.shipped_at'), r.ref('c.filed_at')).$notNull(), carrierClaimDays),
          timeZone,
        ).as('due_on'),
        orElse(r.ref('c.carrier'), word<string>('not known')).as('carrier'),
        r
          .case()
          .when(isPaid)
          .then(word<State>('paid'))
          .when(isDecided)
          .then(word<State>('denied'))
          .else(word<State>('waiting'))
          .end()
          .as('state'),
        isTrue(r('e.shipment_id', 'is not', null)).as('is_eligible'),
        orElse(onlyIf(isPaid, r.ref('c.paid_amount')), none()).as('paid_amount'),
        daysBetween(r.ref('d.shipped_on'), r.ref('c.filed_on')).as('days_to_file'),
        onlyIf(isDecided, daysBetween(r.ref('c.filed_on'), r.ref('c.decided_on'))).as('days_to_decide'),
      ]
    })
}

/** Each parcel lost or damaged for which no claim was filed. */
const unfiled = (settings: Settings) =>
  read
    .selectFrom(claimable(settings).as('e'))
    .leftJoin(filed(settings).where('c.type', 'in', lossTypes).as('c'), 'c.shipment_id', 'e.shipment_id')
    .where('c.shipment_id', 'is', null)
    .select(['e.type', 'e.value as amount', 'e.shipment_id', 'e.shipped_on as day', 'e.due_on', 'e.carrier'])
    .select((r) => [
      r
        .case()
        .when('e.due_on', '<', calendarDay(asOf(), settings.timeZone))
        .then(word<State>('expired'))
        .else(word<State>('to_file'))
        .end()
        .as('state'),
      isTrue(r.lit(true)).as('is_eligible'),
      none().as('paid_amount'),
      toInteger(r.lit(null)).as('days_to_file'),
      toInteger(r.lit(null)).as('days_to_decide'),
    ])

type Standing = typeof filed extends (settings: Settings) => Query<infer Row> ? Row : never

const standing = (settings: Settings): Query<Standing> => {
  const columns = [
    'day',
    'due_on',
    'carrier',
    'type',
    'state',
    'is_eligible',
    'amount',
    'paid_amount',
    'days_to_file',
    'days_to_decide',
    'shipment_id',
  ] as const
  return read
    .selectFrom(filed(settings).as('a'))
    .select(columns)
    .unionAll(read.selectFrom(unfiled(settings).as('a')).select(columns))
}

export const carrierClaimsByState = model({
  name: 'metrics.carrier_claims_by_state',
  about:
    'What could be claimed from carriers and what became of it: parcels lost or damaged and not claimed, and every claim that was filed, by the day on which the parcel was handed over.',
  owner: 'finance',
  grain: ['day', 'due_on', 'carrier', 'type', 'state', 'is_eligible'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day(
      'The business day on which the carrier got the parcel; that of filing while the parcel is not known.',
    ).required(),
    due_on: day(
      'The last day to file: the business day on which settings.carrierClaimDays since then end.',
    ).required(),
    carrier: text('The carrier, or not known.').required(),
    type: choice(
      ['lost', 'damaged', 'late', 'overcharge'],
      'What the carrier is, or would be, held to.',
    ).required(),
    state: choice(
      states,
      'While no claim was filed to_file, and expired once the carrier no longer takes one; of claims that were filed waiting, paid or denied.',
    ).required(),
    is_eligible: boolean(
      'Whether the carrier’s own reports, or its silence, show the parcel lost or damaged. A claim filed without that stands on the customer’s word alone.',
    ).required(),
    claims: integer('The claims filed, or the parcels not claimed.').required(),
    amount: money(
      'What was claimed; of parcels not claimed the cost of the goods, as far as known, and freight. In the reporting currency.',
    ).required(),
    paid_amount: money('What the carrier paid, in the reporting currency.').required(),
    days_to_file: integer('Σ days from handover to filing, of claims whose parcel is known.').required(),
    days_to_decide: integer('Σ days from filing to the carrier’s decision, of claims decided.').required(),
    within_days: integer(
      'Days after handover in which a claim is taken: settings.carrierClaimDays.',
    ).required(),
  },
  query: (settings) =>
    read
      .selectFrom(standing(settings).as('c'))
      .groupBy(['c.day', 'c.due_on', 'c.carrier', 'c.type', 'c.state', 'c.is_eligible'])
      .select((r) => [
        'c.day',
        'c.due_on',
        'c.carrier',
        'c.type',
        'c.state',
        'c.is_eligible',
        countRows().as('claims'),
        orElse(sumMoney(r.ref('c.amount')), none()).as('amount'),
        orElse(sumMoney(r.ref('c.paid_amount')), none()).as('paid_amount'),
        orElse(sumInteger(r.ref('c.days_to_file')), 0).as('days_to_file'),
        orElse(sumInteger(r.ref('c.days_to_decide')), 0).as('days_to_decide'),
        whole(settings.carrierClaimDays).as('within_days'),
      ]),
})
