import { boolean, choice, day, instant, integer, money, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  convertMoney,
  countRows,
  firstKnown,
  isTrue,
  minimum,
  onlyIf,
  orElse,
  subtractMoney,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { claims as made } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { shipments } from '../staging/shipments.ts'
import { decisions } from './decisions.ts'
import { exchangeRates, rateDay } from './exchange_rates.ts'
import { payouts } from './payouts.ts'

const read = tables(decisions, exchangeRates, made, orders, payouts, shipments)

/** The parcel of each order that has only one, reships apart. */
const onlyParcels = () =>
  read
    .selectFrom('staging.shipments as s')
    .where((r) => r.not(isTrue(r.ref('s.is_reship'))))
    .groupBy('s.order_id')
    .having(countRows(), '=', 1)
    .select((r) => ['s.order_id', minimum(r.ref('s.shipment_id')).as('shipment_id')])

const paid = () =>
  read
    .selectFrom('marts.payouts as p')
    .where('p.claim_id', 'is not', null)
    .where('p.kind', '<>', 'chargeback_fee')
    .groupBy('p.claim_id')
    .select((r) => {
      const isBack = r('p.kind', '=', 'chargeback_reversal')
      return [
        'p.claim_id',
        sumMoney(
          orElse(onlyIf(isBack, subtractMoney(toMoney('0'), r.ref('p.amount'))), r.ref('p.amount')),
        ).as('amount'),
      ]
    })

const latestDecisions = () =>
  read
    .selectFrom('marts.decisions as d')
    .where('d.case_type', '=', 'claim')
    .where('d.is_latest', '=', true)
    .select(['d.case_id', 'd.decided_at', 'd.finding', 'd.action'])

export const claims = model({
  name: 'marts.claims',
  about: 'Each claim of a customer with its parcel, what was decided and what was paid for it.',
  owner: 'loss prevention',
  grain: ['claim_id'],
  load: byKey(['claim_id'], {
    links: [
      { parent: 'marts.decisions', by: 'staging.claims', on: { case_id: 'claim_id' } },
      { parent: 'staging.orders', by: 'staging.claims', on: { order_id: 'order_id' } },
      { parent: 'staging.shipments', by: 'staging.claims', on: { order_id: 'order_id' } },
      { parent: 'staging.shipments', by: 'staging.claims', on: { shipment_id: 'shipment_id' } },
    ],
    lookups: ['marts.exchange_rates'],
  }),
  columns: {
    claim_id: text('The claim.').required(),
    order_id: text('The order it is about.').required(),
    shipment_id: text(
      'The parcel it is about: as the claim says, else the order’s only one, reships apart; missing where neither tells.',
    ),
    line_number: integer('The line of the order it is about.'),
    customer_id: text('The customer account; missing until the order has arrived.'),
    carrier: text('The carrier of that parcel.'),
    claimed_at: instant('When the customer made it.').required(),
    claimed_on: day('The business day of that.').required(),
    type: choice(
      ['not_received', 'missing_item', 'damaged', 'wrong_item', 'not_as_described', 'return_not_credited'],
      'What the customer says went wrong.',
    ).required(),
    channel: choice(
      ['support', 'portal', 'chargeback', 'marketplace', 'social'],
      'Where the customer made it.',
    ),
    amount: money('What the customer asks for, in the reporting currency.').required(),
    paid_amount: money(
      'Payouts that name it less reversals, fees apart, in the reporting currency.',
    ).required(),
    finding: choice(
      ['abuse', 'legitimate', 'carrier_fault', 'warehouse_fault', 'unresolved'],
      'What the latest decision found; missing while there is none.',
    ),
    action: choice(['approve', 'deny', 'partial', 'ask_proof', 'escalate'], 'What the latest decision did.'),
    decided_at: instant('When the latest decision was made.'),
    is_open: boolean(
      'Whether it waits: nothing was paid for it and no decision approved or denied it, in whole or part.',
    ).required(),
  },
  query: ({ timeZone }) =>
    read
      .selectFrom('staging.claims as c')
      .leftJoin('staging.orders as o', 'o.order_id', 'c.order_id')
      .leftJoin(onlyParcels().as('only'), 'only.order_id', 'c.order_id')
      .leftJoin('staging.shipments as s', (join) =>
        join.on((r) =>
          r('s.shipment_id', '=', firstKnown(r.ref('c.shipment_id'), r.ref('only.shipment_id'))),
        ),
      )
      .leftJoin('marts.exchange_rates as fx', (join) =>
        join
          .onRef('fx.currency', '=', 'c.currency')
          .on((r) => r('fx.day', '=', rateDay(r.ref('c.claimed_at')))),
      )
      .leftJoin(paid().as('p'), 'p.claim_id', 'c.claim_id')
      .leftJoin(latestDecisions().as('d'), 'd.case_id', 'c.claim_id')
      .select([
        'c.claim_id',
        'c.order_id',
        'c.line_number',
        'o.customer_id',
        's.carrier',
        'c.claimed_at',
        'c.type',
        'c.channel',
        'd.finding',
        'd.action',
        'd.decided_at',
      ])
      .select((r) => [
        firstKnown(r.ref('c.shipment_id'), r.ref('only.shipment_id')).as('shipment_id'),
        calendarDay(r.ref('c.claimed_at'), timeZone).as('claimed_on'),
        convertMoney(r.ref('c.amount'), r.ref('fx.rate').$notNull()).as('amount'),
        orElse(r.ref('p.amount'), toMoney('0')).as('paid_amount'),
        isTrue(
          r.and([
            r('p.claim_id', 'is', null),
            r.not(isTrue(r('d.action', 'in', ['approve', 'deny', 'partial']))),
          ]),
        ).as('is_open'),
      ]),
})
