import {
  countIf,
  countRows,
  orElse,
  over,
  rowNumber,
  sumMoney,
  toMoney,
} from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { linkedCases } from '../linked_cases.ts'

/** Most rings that are shown. */
export const ringsShown = 40

/**
 * What stands in the cases of accounts that count as one, where that makes these worth looking at together: an
 * open case that a score or an exact finding speaks against, or one that people found abusive or denied. Ordinary
 * claims and returns of a couple with one card make nobody a ring.
 */
export const worthALook = () => {
  const read = tables(linkedCases)
  const summed = read
    .selectFrom('scores.linked_cases as c')
    .groupBy('c.identity_id')
    .select((r) => {
      const isOpen = r('c.state', '=', 'open')
      return [
        'c.identity_id',
        countIf(r('c.case_type', '=', 'claim')).as('claims'),
        countIf(r('c.case_type', '=', 'return')).as('returns'),
        countIf(isOpen).as('open_cases'),
        countIf(r.and([isOpen, r('c.band', 'in', ['review', 'ask_proof'])])).as('suspected_cases'),
        countIf(r.and([isOpen, r('c.is_finding', '=', true)])).as('exact_findings'),
        countIf(r('c.finding', '=', 'abuse')).as('abuse_found'),
        countIf(r('c.action', '=', 'deny')).as('denied'),
        orElse(sumMoney(r.ref('c.value_at_risk')), toMoney('0')).as('value_at_risk'),
      ]
    })
  const ranked = read
    .selectFrom(summed.as('s'))
    .selectAll('s')
    .select((r) => [
      over(rowNumber(), {
        along: [
          [r.ref('s.value_at_risk'), 'desc'],
          [r.ref('s.abuse_found'), 'desc'],
          [r.ref('s.identity_id'), 'asc'],
        ],
      }).as('rank'),
      over(countRows(), {}).as('rings_in_all'),
    ])
    .where((r) => r.or([r('s.suspected_cases', '>', 0), r('s.abuse_found', '>', 0), r('s.denied', '>', 0)]))
  return read.selectFrom(ranked.as('w')).selectAll('w').where('w.rank', '<=', ringsShown)
}
