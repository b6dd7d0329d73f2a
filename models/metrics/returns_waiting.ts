import { choice, integer, money, number } from '../../warehouse/columns.ts'
import {
  asOf,
  countRows,
  hoursBetween,
  orElse,
  quantile,
  ratio,
  sumMoney,
  toMoney,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { returnStages, waits } from './return_stages.ts'

export const returnsWaiting = model({
  name: 'metrics.returns_waiting',
  about:
    'Where returned lines wait as of the run, and for how long: all that are not on sale again or disposed of.',
  owner: 'operations',
  grain: ['wait'],
  load: rebuilt(),
  published: true,
  columns: {
    wait: choice(
      waits,
      'What they wait for: to_be_sent by the customer; never_sent, where settings.matured.returns days have passed since they were asked for; on_the_way; at_the_dock, where the carrier has delivered them and nothing was received; to_be_inspected; to_be_dispositioned; to_be_finished, where a disposition waits to be carried out.',
    ).required(),
    lines: integer('The lines.').required(),
    returned_amount: money('Their net value as far as it is known, in the reporting currency.').required(),
    p50: number('Days that half of them have waited at most.').required(),
    p90: number('Days that nine tenths of them have waited at most.').required(),
  },
  query: (settings) =>
    tables()
      .selectFrom(returnStages(settings).as('s'))
      .where('s.wait', '<>', 'finished')
      .groupBy('s.wait')
      .select((r) => {
        const days = ratio(hoursBetween(r.ref('s.waits_since'), asOf()), 24)
        return [
          r.ref('s.wait').$castTo<(typeof waits)[number]>().as('wait'),
          countRows().as('lines'),
          orElse(sumMoney(r.ref('s.returned_amount')), toMoney('0')).as('returned_amount'),
          quantile(days, 0.5).$notNull().as('p50'),
          quantile(days, 0.9).$notNull().as('p90'),
        ]
      }),
})
