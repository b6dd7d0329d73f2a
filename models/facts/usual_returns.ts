import { choice, day, integer, money, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  hoursBetween,
  maximum,
  minimum,
  onlyIf,
  orElse,
  over,
  sumInteger,
  sumMoney,
  toInteger,
  toMoney,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { returns } from '../staging/returns.ts'
import { cases } from './cases.ts'
import { parcels } from './parcels.ts'
import { returnedLines } from './returned_lines.ts'

const counts = ['returns', 'held', 'held_hours'] as const

type Scope = 'shop' | 'category'

const read = tables(cases, parcels, returnedLines, returns)

/** The category under which each return looks up what is usual: the last by name where there are several. */
const goods = () =>
  read
    .selectFrom('facts.returned_lines as l')
    .select((r) => [
      'l.return_id',
      orElse(maximum(r.ref('l.category')), '').as('category'),
      orElse(sumMoney(r.ref('l.amount')), toMoney('0')).as('amount'),
    ])
    .groupBy('l.return_id')

/** Each return on the day when it was asked for. */
const requests = () => {
  const held = read
    .selectFrom('staging.returns as t')
    .innerJoin('facts.parcels as p', (j) =>
      j.onRef('p.order_id', '=', 't.order_id').onRef('p.delivered_at', '<=', 't.requested_at'),
    )
    .select((r) => [
      't.return_id',
      toInteger(hoursBetween(minimum(r.ref('p.delivered_at')), r.ref('t.requested_at'))).as('hours'),
    ])
    .groupBy(['t.return_id', 't.requested_at'])
  return read
    .selectFrom('staging.returns as t')
    .innerJoin(goods().as('g'), 'g.return_id', 't.return_id')
    .leftJoin(held.as('h'), 'h.return_id', 't.return_id')
    .select((r) => [
      'g.category',
      calendarDay(r.ref('t.requested_at'), 'UTC').as('day'),
      'g.amount',
      whole(1).as('returns'),
      orElse(onlyIf(r('h.hours', 'is not', null), whole(1)), 0).as('held'),
      orElse(r.ref('h.hours'), 0).as('held_hours'),
    ])
}

/** The days of cases, at which the counts are asked for. */
const askedFor = () =>
  read
    .selectFrom('facts.cases as c')
    .innerJoin(goods().as('g'), 'g.return_id', 'c.case_id')
    .where('c.case_type', '=', 'return')
    .select((r) => [
      'g.category',
      calendarDay(r.ref('c.known_at'), 'UTC').as('day'),
      toMoney('0').as('amount'),
    ])
    .select(counts.map((count) => whole(0).as(count)))

export const usualReturns = model({
  name: 'facts.usual_returns',
  about:
    'What had been asked to be returned before a day, by category and in the whole shop: how dear, and kept for how long.',
  owner: 'loss prevention',
  grain: ['scope', 'category', 'day'],
  load: rebuilt(),
  columns: {
    scope: choice(['shop', 'category'], 'Whether the row counts the whole shop or one category.').required(),
    category: text('The category; empty for the whole shop, and for goods of no known category.').required(),
    day: day('The day in UTC: what was asked for before it is counted.').required(),
    amount: money('What customers had paid for the goods, in the reporting currency.').required(),
    returns: integer('Returns asked for.').required(),
    held: integer('Of these, with a parcel delivered before.').required(),
    held_hours: integer('Hours from delivery to the request, of all these together.').required(),
  },
  query: () => {
    const happened = read
      .selectFrom(requests().unionAll(askedFor()).as('e'))
      .select((r) => ['e.category', 'e.day', orElse(sumMoney(r.ref('e.amount')), toMoney('0')).as('amount')])
      .select((r) => counts.map((count) => orElse(sumInteger(r.ref(`e.${count}`)), 0).as(count)))
      .groupBy(['e.category', 'e.day'])
    const shop = read
      .selectFrom(happened.as('h'))
      .select([word<Scope>('shop').as('scope'), word<string>('').as('category'), 'h.day'])
      .select((r) => orElse(sumMoney(r.ref('h.amount')), toMoney('0')).as('amount'))
      .select((r) => counts.map((count) => orElse(sumInteger(r.ref(`h.${count}`)), 0).as(count)))
      .groupBy('h.day')
    const byCategory = read
      .selectFrom(happened.as('h'))
      .select([word<Scope>('category').as('scope'), 'h.category', 'h.day', 'h.amount'])
      .select(counts.map((count) => `h.${count}` as const))
    return read
      .selectFrom(byCategory.unionAll(shop).as('d'))
      .select(['d.scope', 'd.category', 'd.day'])
      .select((r) => {
        const before = {
          by: [r.ref('d.scope'), r.ref('d.category')],
          along: [[r.ref('d.day'), 'asc']] as const,
          before: true,
        }
        return [
          orElse(over(sumMoney(r.ref('d.amount')), before), toMoney('0')).as('amount'),
          ...counts.map((count) => orElse(over(sumInteger(r.ref(`d.${count}`)), before), 0).as(count)),
        ]
      })
  },
})
