import { boolean, day, number } from '../../warehouse/columns.ts'
import {
  calendarDay,
  concatTexts,
  countRows,
  isTrue,
  md5Text,
  orElse,
  over,
  ratio,
  rowNumber,
  smallerOf,
  toNumber,
  whole,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import type { Settings } from '../settings.ts'
import { caseKey } from './case_key.ts'
import { caseScores } from './case_scores.ts'

/** Places of a day's queue that go to cases drawn at random. */
export const auditPlaces = ({ queueCapacity, auditShare }: Settings): number =>
  Math.min(queueCapacity - 1, Math.ceil(queueCapacity * auditShare))

export const audits = model({
  name: 'scores.audits',
  about:
    'With which probability each case is drawn for a look whatever its score, and whether it was: what is found of the drawn says what the queue misses.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: rebuilt(),
  columns: {
    ...caseKey,
    drawn_on: day('The business day of the stage, of whose cases some are drawn.').required(),
    propensity: number('The probability with which each of these cases is drawn.')
      .required()
      .atLeast(0)
      .atMost(1),
    is_drawn: boolean('Whether this one was.').required(),
  },
  query: (settings) => {
    const read = tables(caseScores)
    const places = auditPlaces(settings)
    const cases = read
      .selectFrom('scores.case_scores as c')
      .select(['c.case_type', 'c.case_id', 'c.stage'])
      .select((r) => calendarDay(r.ref('c.scored_as_of'), settings.timeZone).as('drawn_on'))
    // The digest of its name is a case's lot: neither its score nor anybody's choice, and the same in every run.
    const lots = read
      .selectFrom(cases.as('c'))
      .selectAll('c')
      .select((r) => [
        over(countRows(), { by: [r.ref('c.drawn_on')] }).as('cases'),
        over(rowNumber(), {
          by: [r.ref('c.drawn_on')],
          along: [
            [md5Text(concatTexts(concatTexts(r.ref('c.case_id'), ' '), r.ref('c.stage'))), 'asc'],
            [r.ref('c.case_type'), 'asc'],
          ],
        }).as('lot'),
      ])
    return read
      .selectFrom(lots.as('l'))
      .select(['l.case_type', 'l.case_id', 'l.stage', 'l.drawn_on'])
      .select((r) => [
        smallerOf(toNumber(whole(1)), orElse(ratio(places, r.ref('l.cases')), 0)).as('propensity'),
        isTrue(r('l.lot', '<=', places)).as('is_drawn'),
      ])
  },
})
