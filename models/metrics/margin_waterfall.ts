import { choice, type Day, day, integer, type Money, money, text } from '../../warehouse/columns.ts'
import {
  asOf,
  calendarDay,
  monthOf,
  orElse,
  sumMoney,
  toMoney,
  whole,
  word,
} from '../../warehouse/functions.ts'
import { type Query, tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { netMarginAfterReturns } from './definitions/net_margin_after_returns.ts'
import { type MarginStep, marginSteps, signedEvents } from './margin_steps.ts'
import { areMet } from './needs.ts'

type Kind = MarginStep['kind'] | 'net'
type Amount = { happened_on: Day | null; amount: Money | null; position: number; step: string; kind: Kind }

const read = tables()

/** Every amount on its step. */
const amounts = (settings: Settings): Query<Amount> =>
  marginSteps
    .flatMap((step, index) =>
      signedEvents(step, settings).map((events) =>
        read
          .selectFrom(events.as('e'))
          .select([
            'e.happened_on',
            'e.amount',
            whole(index + 1).as('position'),
            word<string>(step.step).as('step'),
            word<Kind>(step.kind).as('kind'),
          ]),
      ),
    )
    .reduce((all, amount) => all.unionAll(amount))

const monthly = (settings: Settings) =>
  read
    .selectFrom(amounts(settings).as('a'))
    .where((r) => r('a.happened_on', '<=', calendarDay(asOf(), settings.timeZone)))
    .where(areMet(netMarginAfterReturns.needs))
    .groupBy((r) => [monthOf(r.ref('a.happened_on').$notNull()), 'a.position', 'a.step', 'a.kind'])
    .select((r) => [
      monthOf(r.ref('a.happened_on').$notNull()).as('month'),
      'a.position',
      'a.step',
      'a.kind',
      orElse(sumMoney(r.ref('a.amount')), toMoney('0')).as('amount'),
    ])

export const marginWaterfall = model({
  name: 'metrics.margin_waterfall',
  about:
    'The way from sales to net margin after returns, month by month; none while the cost of no goods is known.',
  owner: 'finance',
  grain: ['month', 'position'],
  load: rebuilt(),
  published: true,
  columns: {
    month: day('The first day of the month, in business days.').required(),
    position: integer('The place of the step, from 1.').required(),
    step: text('The step.').required(),
    amount: money(
      'What it adds to the margin, in the reporting currency; costs are negative. The step of kind net is the sum of the others.',
    ).required(),
    kind: choice(
      ['sales', 'cost', 'returns', 'claims', 'recovered', 'net'],
      'What it belongs to.',
    ).required(),
  },
  query: (settings) =>
    monthly(settings).unionAll(
      read
        .selectFrom(monthly(settings).as('m'))
        .groupBy('m.month')
        .select((r) => [
          'm.month',
          whole(marginSteps.length + 1).as('position'),
          word<string>('Net margin after returns').as('step'),
          word<Kind>('net').as('kind'),
          orElse(sumMoney(r.ref('m.amount')), toMoney('0')).as('amount'),
        ]),
    ),
})
