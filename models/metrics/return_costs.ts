import { choice, type Day, day, type Money, money } from '../../warehouse/columns.ts'
import { asOf, calendarDay, orElse, sumMoney, toMoney, word } from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { returnContactCosts } from './events/contacts.ts'
import { labelCost, processingCost } from './events/returned.ts'
import type { Event } from './metric.ts'

const read = tables()
const parts = ['label', 'handling', 'support'] as const
type Part = (typeof parts)[number]

const eventsOf = (settings: Settings): readonly (readonly [Part, Query<Event<'region' | 'channel'>>])[] => [
  ['label', labelCost()],
  ['handling', processingCost(settings)],
  ['support', returnContactCosts()],
]

const costs = (settings: Settings): Query<{ day: Day | null; part: Part; amount: Money | null }> =>
  eventsOf(settings)
    .map(([part, events]) =>
      read
        .selectFrom(events.as('e'))
        .select(['e.happened_on as day', word<Part>(part).as('part'), 'e.amount']),
    )
    .reduce((all, some) => all.unionAll(some))

export const returnCosts = model({
  name: 'metrics.return_costs',
  about:
    'What returns cost each day in labels, handling and support; in all what the metric cost_per_return divides by the returns that came back.',
  owner: 'finance',
  grain: ['day', 'part'],
  load: rebuilt(),
  published: true,
  columns: {
    day: day('The business day.').required(),
    part: choice(
      parts,
      'Labels on the day the return was asked for; handling, at the dock and until it is sold again, on the day it arrived; support for contacts about returns.',
    ).required(),
    amount: money('What it cost, in the reporting currency.').required(),
  },
  query: (settings) =>
    read
      .selectFrom(costs(settings).as('c'))
      .where((r) => r('c.day', '<=', calendarDay(asOf(), settings.timeZone)))
      .groupBy(['c.day', 'c.part'])
      .select((r) => [
        r.ref('c.day').$notNull().as('day'),
        'c.part',
        orElse(sumMoney(r.ref('c.amount')), toMoney('0')).as('amount'),
      ]),
})
