import { instant, text } from '../../warehouse/columns.ts'
import { over, rowNumber } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { caseKey } from './case_key.ts'
import { caseScores } from './case_scores.ts'
import { caseSignals } from './case_signals.ts'
import { toldScore, toldScoreColumn } from './queue/told.ts'
import { queue } from './queue.ts'

const read = tables(caseScores, caseSignals, queue)

const strongest = () =>
  read
    .selectFrom('scores.queue as q')
    .innerJoin('scores.case_signals as s', (j) =>
      j.onRef('s.case_type', '=', 'q.case_type').onRef('s.case_id', '=', 'q.case_id'),
    )
    .select(['s.case_type', 's.case_id', 's.stage', 's.reason'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('s.case_type'), r.ref('s.case_id'), r.ref('s.stage')],
        along: [
          [r.ref('s.weight'), 'desc'],
          [r.ref('s.signal'), 'asc'],
        ],
      }).as('place'),
    )
    .where('s.outcome', '=', 'fired')
    .where('s.weight', '>', 0)

export const queueStages = model({
  name: 'scores.queue_stages',
  about:
    'For the cases in the queue: each stage up to the one they stand at, and what was thought of it then.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: rebuilt(),
  published: true,
  columns: {
    ...caseKey,
    reached_at: instant('The moment of the stage.').required(),
    score: toldScoreColumn,
    top_reason: text('The reason of the signal that spoke most for abuse; missing where none did.'),
    facts_hash: text('Digest of what the score was made from.').required(),
    ruleset_hash: text('Digest of the signals, weights and settings that made it.').required(),
  },
  query: () =>
    read
      .selectFrom('scores.queue as q')
      .innerJoin('scores.case_scores as s', (j) =>
        j
          .onRef('s.case_type', '=', 'q.case_type')
          .onRef('s.case_id', '=', 'q.case_id')
          .onRef('s.scored_as_of', '<=', 'q.opened_at'),
      )
      .leftJoin(strongest().as('t'), (j) =>
        j
          .onRef('t.case_type', '=', 's.case_type')
          .onRef('t.case_id', '=', 's.case_id')
          .onRef('t.stage', '=', 's.stage')
          .on('t.place', '=', 1),
      )
      .select(['s.case_type', 's.case_id', 's.stage', 's.scored_as_of as reached_at'])
      .select((r) => [
        toldScore(r.ref('s.score')).as('score'),
        't.reason as top_reason',
        's.facts_hash',
        's.ruleset_hash',
      ]),
})
