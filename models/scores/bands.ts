import { choice, integer, money } from '../../warehouse/columns.ts'
import { countRows, orElse, sumMoney, toMoney } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { caseAmounts } from './case_amounts.ts'
import { caseScores } from './case_scores.ts'
import { bandWords } from './valued.ts'

const read = tables(caseScores)

export const bands = model({
  name: 'scores.bands',
  about:
    'How many cases each next step was recommended for, over all scores: most people should be on the fast track.',
  owner: 'loss prevention',
  grain: ['case_type', 'band'],
  load: rebuilt(),
  published: true,
  columns: {
    case_type: choice(['claim', 'return'], 'Whether the cases are claims or returns.').required(),
    band: choice(bandWords, 'The fair next step.').required(),
    cases: integer('Scores, a case counted at each stage that it reached.').required(),
    value: money('What was asked for in them, in the reporting currency.').required(),
  },
  query: () =>
    read
      .selectFrom('scores.case_scores as s')
      .innerJoin(caseAmounts().as('f'), (j) =>
        j
          .onRef('f.case_type', '=', 's.case_type')
          .onRef('f.case_id', '=', 's.case_id')
          .onRef('f.stage', '=', 's.stage'),
      )
      .select((r) => [
        's.case_type',
        's.band',
        countRows().as('cases'),
        orElse(sumMoney(r.ref('f.case_amount')), toMoney('0')).as('value'),
      ])
      .groupBy(['s.case_type', 's.band']),
})
