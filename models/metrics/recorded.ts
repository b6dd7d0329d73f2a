import { text } from '../../warehouse/columns.ts'
import { word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { metrics } from './all.ts'
import { isStated, sourcesOf } from './needs.ts'

const sources = [...new Set(metrics.flatMap(({ needs }) => needs.flatMap(sourcesOf)))].sort()

export const recorded = model({
  name: 'metrics.recorded',
  about:
    'What the shop has ever recorded of what figures need: a figure whose need is not here is no data, rather than 0.',
  owner: 'engineers',
  grain: ['source'],
  load: rebuilt(),
  columns: {
    source: text(
      'A feed with a record, or a column that one of its records states, as feed.column.',
    ).required(),
  },
  query: () =>
    sources
      .map((source) => tables().selectNoFrom(word<string>(source).as('source')).where(isStated(source)))
      .reduce((all, row) => all.unionAll(row)),
})
