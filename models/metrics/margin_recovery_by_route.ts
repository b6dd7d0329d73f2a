import { choice, type Day, day, type Money, money } from '../../warehouse/columns.ts'
import { asOf, calendarDay, orElse, sumMoney, toMoney, word } from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { type Route, recoveryRoutes, routes } from './recovery_routes.ts'

const read = tables()

const amounts = (settings: Settings): Query<{ day: Day | null; route: Route; amount: Money | null }> =>
  recoveryRoutes
    .flatMap(({ route, events }) =>
      events(settings).map((query) =>
        read
          .selectFrom(query.as('e'))
          .select(['e.happened_on as day', word<Route>(route).as('route'), 'e.amount']),
      ),
    )
    .reduce((all, amount) => all.unionAll(amount))

export const marginRecoveryByRoute = model({
  name: 'metrics.margin_recovery_by_route',
  about:
    'What came back each day, by the route it took, and what reviews cost; in all the metric margin_recovery.',
  owner: 'finance',
  grain: ['day', 'route'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day.').required(),
    route: choice(
      routes,
      'Stock or sale of returned goods; what carriers paid; what denied abusive cases asked for, less what was paid anyway; chargebacks won back; settings.reviewCost for each decision.',
    ).required(),
    amount: money('What came back, in the reporting currency; review_cost is negative.').required(),
  },
  query: (settings) =>
    read
      .selectFrom(amounts(settings).as('a'))
      .where((r) => r('a.day', '<=', calendarDay(asOf(), settings.timeZone)))
      .groupBy(['a.day', 'a.route'])
      .select((r) => [
        r.ref('a.day').$notNull().as('day'),
        'a.route',
        orElse(sumMoney(r.ref('a.amount')), toMoney('0')).as('amount'),
      ]),
})
