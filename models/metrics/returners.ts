import { boolean, choice, integer, money } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  countRows,
  isTrue,
  orElse,
  ratio,
  sumInteger,
  sumMoney,
  toMoney,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { customers } from '../marts/customers.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { returnedValue } from './events/returned.ts'

const read = tables(customers)
const shares = ['none', 'up_to_10', 'up_to_25', 'up_to_50', 'over_50'] as const
type Share = (typeof shares)[number]

/** Orders from which on an account is a regular one: what comes back of one or two says little of a habit. */
const regularOrders = 3

/** The net value of what came back from each account. */
const sentBack = (settings: Settings) =>
  read
    .selectFrom(returnedValue(settings).select('l.customer_id').as('e'))
    .where((r) => r('e.happened_on', '<=', calendarDay(asOf(), settings.timeZone)))
    .where('e.customer_id', 'is not', null)
    .groupBy('e.customer_id')
    .select((r) => ['e.customer_id', sumMoney(r.ref('e.amount')).as('amount')])

/** Each account that bought anything, by the share of it that came back. */
const accounts = (settings: Settings) =>
  read
    .selectFrom('marts.customers as c')
    .leftJoin(sentBack(settings).as('b'), 'b.customer_id', 'c.customer_id')
    .where((r) => r('c.items_amount', '>', toMoney('0')))
    .select((r) => {
      const returned = orElse(r.ref('b.amount'), toMoney('0'))
      const share = ratio(returned, r.ref('c.items_amount'))
      return [
        'c.orders',
        'c.items_amount',
        returned.as('returned_amount'),
        isTrue(r('c.orders', '>=', regularOrders)).as('is_regular'),
        r
          .case()
          .when(returned, '<=', toMoney('0'))
          .then(word<Share>('none'))
          .when(share, '<=', 0.1)
          .then(word<Share>('up_to_10'))
          .when(share, '<=', 0.25)
          .then(word<Share>('up_to_25'))
          .when(share, '<=', 0.5)
          .then(word<Share>('up_to_50'))
          .else(word<Share>('over_50'))
          .end()
          .as('returned_share'),
      ]
    })

export const returners = model({
  name: 'metrics.returners',
  about:
    'Accounts that bought anything, by the share of its value that came back over all days: the regular ones that send back over half are serial returners. A habit, not abuse.',
  owner: 'finance',
  grain: ['returned_share', 'is_regular'],
  load: rebuilt(),
  published: true,
  columns: {
    returned_share: choice(
      shares,
      'How much of what they bought came back by net value: nothing, up to so many percent, or over half.',
    ).required(),
    is_regular: boolean('Whether they placed three orders or more.').required(),
    customers: integer('The accounts.').required(),
    orders: integer('Their orders.').required(),
    items_amount: money(
      'What they bought: goods after discount, before tax, in the reporting currency.',
    ).required(),
    returned_amount: money('Net value of what came back of it, in the reporting currency.').required(),
  },
  query: (settings) =>
    read
      .selectFrom(accounts(settings).as('a'))
      .groupBy(['a.returned_share', 'a.is_regular'])
      .select((r) => [
        'a.returned_share',
        'a.is_regular',
        countRows().as('customers'),
        orElse(sumInteger(r.ref('a.orders')), 0).as('orders'),
        orElse(sumMoney(r.ref('a.items_amount')), toMoney('0')).as('items_amount'),
        orElse(sumMoney(r.ref('a.returned_amount')), toMoney('0')).as('returned_amount'),
      ]),
})
