import { choice, day, integer, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  concatTexts,
  countDistinct,
  dayText,
  firstKnown,
  orElse,
  over,
  rowNumber,
  sumMoney,
  toMoney,
  toText,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { stop } from '../checks.ts'
import { rebuilt } from '../loads.ts'
import { carrierClaims } from '../marts/carrier_claims.ts'
import { claims } from '../marts/claims.ts'
import { payouts } from '../marts/payouts.ts'
import { returnLines } from '../marts/return_lines.ts'
import { model } from '../model.ts'

const read = tables(carrierClaims, claims, payouts, returnLines)
const carrierClaimTypes = ['lost', 'damaged', 'late', 'overcharge', 'none'] as const

/** The first claim that was filed with a carrier for each parcel. */
const filedFirst = () =>
  read
    .selectFrom((from) =>
      from
        .selectFrom('marts.carrier_claims as c')
        .where((r) => r('c.filed_at', '<=', asOf()))
        .select(['c.shipment_id', 'c.type'])
        .select((r) =>
          over(rowNumber(), {
            by: [r.ref('c.shipment_id')],
            along: [
              [r.ref('c.filed_at'), 'asc'],
              [r.ref('c.carrier_claim_id'), 'asc'],
            ],
          }).as('place'),
        )
        .as('c'),
    )
    .selectAll('c')
    .where('c.place', '=', 1)

/** The rows of the ledger with what they were paid for. */
const reasoned = () =>
  read
    .selectFrom('marts.payouts as p')
    .leftJoin('marts.claims as k', 'k.claim_id', 'p.claim_id')
    .leftJoin('marts.return_lines as l', (join) =>
      join
        .onRef('l.return_id', '=', 'p.return_id')
        .onRef('l.order_id', '=', 'p.order_id')
        .onRef('l.line_number', '=', 'p.line_number'),
    )
    .leftJoin(filedFirst().as('c'), 'c.shipment_id', 'k.shipment_id')
    .select(['p.payout_id', 'p.paid_on as day', 'p.kind', 'p.amount'])
    .select((r) => [
      r
        .case()
        .when('p.claim_id', 'is not', null)
        .then(word<Settled>('claim'))
        .when('p.return_id', 'is not', null)
        .then(word<Settled>('return'))
        .else(word<Settled>('neither'))
        .end()
        .as('settles'),
      orElse(firstKnown(toText(r.ref('k.type')), r.ref('l.reason')), 'not stated').as('reason'),
      orElse<CarrierClaimType>(r.ref('c.type'), word('none')).as('carrier_claim_type'),
    ])

const settled = ['claim', 'return', 'neither'] as const
type Settled = (typeof settled)[number]
type CarrierClaimType = (typeof carrierClaimTypes)[number]

export const payoutsByReason = model({
  name: 'metrics.payouts_by_reason',
  about:
    'What was paid out each day by kind and by what it was paid for: the type of the claim, the reason of the return, and whether the carrier was held to it.',
  owner: 'finance',
  grain: ['day', 'kind', 'settles', 'reason', 'carrier_claim_type'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day.').required(),
    kind: payouts.columns.kind.required(),
    settles: choice(settled, 'What the payout names: a claim, else a return, or neither.').required(),
    reason: text(
      'The type of the claim, or why the customer returned the goods of the line; not stated where neither is known.',
    ).required(),
    carrier_claim_type: choice(
      carrierClaimTypes,
      'The type of the first claim filed with a carrier for the parcel of the customer’s claim; none without one.',
    ).required(),
    payouts: integer(
      'How many. A payout for several lines returned for different reasons counts once for each.',
    ).required(),
    amount: money(
      'Σ of the ledger’s rows, positive whichever way it went, in the reporting currency.',
    ).required(),
  },
  checks: [
    stop('the payouts by reason add up to the payout ledger, to the cent', (self) => {
      const summed = tables(self)
        .selectFrom('metrics.payouts_by_reason as r')
        .groupBy(['r.day', 'r.kind'])
        .select((r) => ['r.day', 'r.kind', sumMoney(toMoney(r.ref('r.amount'))).as('amount')])
      return tables(payouts)
        .selectFrom(
          tables(payouts)
            .selectFrom('marts.payouts as p')
            .groupBy(['p.paid_on', 'p.kind'])
            .select((r) => ['p.paid_on as day', 'p.kind', sumMoney(r.ref('p.amount')).as('amount')])
            .as('p'),
        )
        .innerJoin(summed.as('r'), (join) => join.onRef('r.day', '=', 'p.day').onRef('r.kind', '=', 'p.kind'))
        .whereRef('r.amount', '<>', 'p.amount')
        .select((r) =>
          concatTexts(concatTexts(toText(r.ref('p.kind')), ' on '), dayText(r.ref('p.day'))).as('example'),
        )
    }),
  ],
  query: ({ timeZone }) =>
    read
      .selectFrom(reasoned().as('p'))
      .where((r) => r('p.day', '<=', calendarDay(asOf(), timeZone)))
      .groupBy(['p.day', 'p.kind', 'p.settles', 'p.reason', 'p.carrier_claim_type'])
      .select((r) => [
        'p.day',
        'p.kind',
        'p.settles',
        'p.reason',
        'p.carrier_claim_type',
        countDistinct(r.ref('p.payout_id')).as('payouts'),
        orElse(sumMoney(r.ref('p.amount')), toMoney('0')).as('amount'),
      ]),
})
