import {
  countRows,
  isTrue,
  maximum,
  minimum,
  onlyIf,
  over,
  plusDays,
  rowNumber,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { happenings } from './happenings.ts'
import { worthALook } from './worth_a_look.ts'

/** Days in which what happens together is a burst. */
const burstDays = 7

/** Of each ring the most accounts that began, and the most cases that came, within so many days. */
export const bursts = () => {
  const read = tables()
  const counted = () =>
    read
      .selectFrom(happenings().as('h'))
      .innerJoin(worthALook().as('w'), 'w.identity_id', 'h.identity_id')
      .select((r) => ['h.identity_id', 'h.at', isTrue(r('h.what', '=', 'account')).as('is_account')])
      .where('h.what', '<>', 'order')
  const windows = read
    .with('counted', counted)
    .selectFrom((q) =>
      q.selectFrom('counted as c').select(['c.identity_id', 'c.is_account', 'c.at']).distinct().as('first'),
    )
    .innerJoin('counted as other', (j) =>
      j
        .onRef('other.identity_id', '=', 'first.identity_id')
        .onRef('other.is_account', '=', 'first.is_account')
        .onRef('other.at', '>=', 'first.at')
        .on((on) => on('other.at', '<', plusDays(on.ref('first.at'), burstDays))),
    )
    .groupBy(['first.identity_id', 'first.is_account', 'first.at'])
    .select(['first.identity_id', 'first.is_account', 'first.at as from', countRows().as('happened')])
  const ranked = read
    .selectFrom(windows.as('b'))
    .select(['b.identity_id', 'b.is_account', 'b.from', 'b.happened'])
    .select((r) =>
      over(rowNumber(), {
        by: [r.ref('b.identity_id'), r.ref('b.is_account')],
        along: [
          [r.ref('b.happened'), 'desc'],
          [r.ref('b.from'), 'asc'],
        ],
      }).as('place'),
    )
  return read
    .selectFrom(ranked.as('b'))
    .where('b.place', '=', 1)
    .groupBy('b.identity_id')
    .select((r) => {
      const isOfCases = r('b.is_account', '=', false)
      return [
        'b.identity_id',
        maximum(onlyIf(r('b.is_account', '=', true), r.ref('b.happened'))).as('accounts'),
        maximum(onlyIf(isOfCases, r.ref('b.happened'))).as('cases'),
        minimum(onlyIf(isOfCases, r.ref('b.from'))).as('cases_from'),
      ]
    })
}
