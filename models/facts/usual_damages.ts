import { choice, day, integer, text } from '../../warehouse/columns.ts'
import { calendarDay, orElse, over, sumInteger, whole, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { orderLines } from '../marts/order_lines.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { orders } from '../staging/orders.ts'
import { claimedGoods } from './claim_facts/claimed_goods.ts'

const counts = ['sold', 'damaged'] as const

type Scope = 'shop' | 'category'

const read = tables(claims, orderLines, orders)

const sales = () =>
  read
    .selectFrom('marts.order_lines as l')
    .innerJoin('staging.orders as o', 'o.order_id', 'l.order_id')
    .where('l.category', 'is not', null)
    .select((r) => [
      r.ref('l.category').$notNull().as('category'),
      calendarDay(r.ref('o.ordered_at'), 'UTC').as('day'),
      'l.quantity as sold',
      whole(0).as('damaged'),
    ])

const damages = () =>
  read
    .selectFrom('staging.claims as c')
    .innerJoin(claimedGoods().as('g'), 'g.claim_id', 'c.claim_id')
    .where('c.type', '=', 'damaged')
    .select((r) => [
      'g.category',
      calendarDay(r.ref('c.claimed_at'), 'UTC').as('day'),
      whole(0).as('sold'),
      whole(1).as('damaged'),
    ])

export const usualDamages = model({
  name: 'facts.usual_damages',
  about:
    'Pieces sold and claims of damage made before a day, by category and in the whole shop: which goods break often.',
  owner: 'loss prevention',
  grain: ['scope', 'category', 'day'],
  load: rebuilt(),
  columns: {
    scope: choice(['shop', 'category'], 'Whether the row counts the whole shop or one category.').required(),
    category: text('The category; empty for the whole shop.').required(),
    day: day('The day in UTC: what happened before it is counted.').required(),
    sold: integer('Pieces ordered, of goods whose category is known.').required(),
    damaged: integer('Claims of damage to such goods.').required(),
  },
  query: () => {
    const happened = read
      .selectFrom(sales().unionAll(damages()).as('e'))
      .select(['e.category', 'e.day'])
      .select((r) => counts.map((count) => orElse(sumInteger(r.ref(`e.${count}`)), 0).as(count)))
      .groupBy(['e.category', 'e.day'])
    const shop = read
      .selectFrom(happened.as('h'))
      .select([word<Scope>('shop').as('scope'), word<string>('').as('category'), 'h.day'])
      .select((r) => counts.map((count) => orElse(sumInteger(r.ref(`h.${count}`)), 0).as(count)))
      .groupBy('h.day')
    const byCategory = read
      .selectFrom(happened.as('h'))
      .select([word<Scope>('category').as('scope'), 'h.category', 'h.day'])
      .select(counts.map((count) => `h.${count}` as const))
    return read
      .selectFrom(byCategory.unionAll(shop).as('d'))
      .select(['d.scope', 'd.category', 'd.day'])
      .select((r) =>
        counts.map((count) =>
          orElse(
            over(sumInteger(r.ref(`d.${count}`)), {
              by: [r.ref('d.scope'), r.ref('d.category')],
              along: [[r.ref('d.day'), 'asc']],
              before: true,
            }),
            0,
          ).as(count),
        ),
      )
  },
})
