import { integer, text } from '../../warehouse/columns.ts'
import { isTrue, over, rowNumber } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { linkedCases } from './linked_cases.ts'
import { ringMembers } from './ring_members.ts'

/** Most cases of a ring that are listed. */
const casesListed = 50

const { customer_id, identity_id, ...caseColumns } = linkedCases.columns

export const ringCases = model({
  name: 'scores.ring_cases',
  about:
    'The cases of each listed ring, no more than 50 of each: those in the queue, then the other open ones by what is at risk, then the newest.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id'],
  load: rebuilt(),
  published: true,
  columns: {
    ring_id: text('The ring.').required(),
    account: integer('Number of the account in its ring.').required(),
    ...caseColumns,
  },
  query: () => {
    const read = tables(linkedCases, ringMembers)
    const all = read
      .selectFrom('scores.ring_members as m')
      .innerJoin('scores.linked_cases as c', 'c.customer_id', 'm.customer_id')
      .select(['m.ring_id', 'm.account', 'c.case_type', 'c.case_id', 'c.stage', 'c.order_id', 'c.kind'])
      .select(['c.opened_at', 'c.value', 'c.score', 'c.band', 'c.is_finding', 'c.state', 'c.finding'])
      .select((r) => [
        'c.action',
        'c.value_at_risk',
        'c.is_in_queue',
        isTrue(r('c.state', '=', 'open')).as('is_open'),
      ])
    const ranked = read
      .selectFrom(all.as('a'))
      .selectAll('a')
      .select((r) =>
        over(rowNumber(), {
          by: [r.ref('a.ring_id')],
          along: [
            [r.ref('a.is_in_queue'), 'desc'],
            [r.ref('a.is_open'), 'desc'],
            [r.ref('a.value_at_risk'), 'desc'],
            [r.ref('a.opened_at'), 'desc'],
            [r.ref('a.case_type'), 'asc'],
            [r.ref('a.case_id'), 'asc'],
          ],
        }).as('place'),
      )
    return read
      .selectFrom(ranked.as('k'))
      .select(['k.ring_id', 'k.account', 'k.case_type', 'k.case_id', 'k.stage', 'k.order_id', 'k.kind'])
      .select(['k.opened_at', 'k.value', 'k.score', 'k.band', 'k.is_finding', 'k.state', 'k.finding'])
      .select(['k.action', 'k.value_at_risk', 'k.is_in_queue'])
      .where('k.place', '<=', casesListed)
  },
})
