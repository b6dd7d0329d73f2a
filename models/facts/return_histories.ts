import { number } from '../../warehouse/columns.ts'
import {
  add,
  bitsOf,
  calendarDay,
  onlyIf,
  orElse,
  rounded,
  subtract,
  sumNumber,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { orders } from '../staging/orders.ts'
import { caseAccounts } from './case_accounts.ts'
import { caseColumns, cases } from './cases.ts'
import { returnedLines } from './returned_lines.ts'
import { usualFindings } from './usual_findings.ts'
import { usualShare } from './usual_share.ts'

/** Share of returned lines found used, wrong, empty or with parts missing, before any was inspected. */
const startOfBad = 0.1

/** How much likelier than its category’s an abuser’s returned line is found bad: the δ of this evidence. */
const δ = 0.2

export const returnHistories = model({
  name: 'facts.return_histories',
  about:
    'What inspections had found of the earlier returns of the identity behind a return, against what is usual in their categories.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'stage'],
  load: rebuilt(),
  columns: {
    ...caseColumns,
    return_history_bits: number(
      'Evidence of the earlier returned lines, in bits: each bad one speaks for abuse by how rare that is in its category, each good one against it.',
    ).required(),
  },
  query: ({ returnShrinkage }) => {
    const judged = tables(caseAccounts, orders, returnedLines, usualFindings)
      .selectFrom('facts.case_accounts as a')
      .innerJoin('staging.orders as o', 'o.customer_id', 'a.customer_id')
      .innerJoin('facts.returned_lines as l', (j) =>
        j.onRef('l.order_id', '=', 'o.order_id').onRef('l.inspected_at', '<', 'a.known_at'),
      )
      .innerJoin('facts.usual_findings as u', (j) =>
        j
          .on('u.scope', '=', 'category')
          .on((on) => on('u.category', '=', orElse(on.ref('l.category'), '')))
          .on((on) => on('u.day', '=', calendarDay(on.ref('l.inspected_at').$notNull(), 'UTC'))),
      )
      .innerJoin('facts.usual_findings as w', (j) =>
        j.onRef('w.day', '=', 'u.day').on('w.scope', '=', 'shop'),
      )
      .where('a.case_type', '=', 'return')
      .whereRef('l.return_id', '<>', 'a.case_id')
      .where('l.is_bad', 'is not', null)
      .select((r) => [
        'a.case_type',
        'a.case_id',
        'a.stage',
        'l.is_bad',
        usualShare(
          { found: r.ref('u.bad'), of: r.ref('u.inspected') },
          { found: r.ref('w.bad'), of: r.ref('w.inspected') },
          startOfBad,
          returnShrinkage,
        ).as('q'),
      ])
    // y·log2((q+δ)/q) + (1−y)·log2((1−q−δ)/(1−q)), q bounded so that 1−q−δ stays positive.
    const evidence = tables()
      .selectFrom(judged.as('j'))
      .select((r) => {
        const left = subtract(1, r.ref('j.q'))
        const ifGood = onlyIf(r(left, '>', δ + 0.01), bitsOf(subtract(left, δ), left))
        const ifBad = bitsOf(add(r.ref('j.q'), δ), r.ref('j.q'))
        return [
          'j.case_type',
          'j.case_id',
          'j.stage',
          sumNumber(
            r.case().when('j.is_bad', '=', true).then(ifBad).else(ifGood).end().$castTo<number | null>(),
          ).as('bits'),
        ]
      })
      .groupBy(['j.case_type', 'j.case_id', 'j.stage'])
    return tables(cases)
      .selectFrom('facts.cases as c')
      .leftJoin(evidence.as('e'), (j) =>
        j
          .onRef('e.case_type', '=', 'c.case_type')
          .onRef('e.case_id', '=', 'c.case_id')
          .onRef('e.stage', '=', 'c.stage'),
      )
      .where('c.case_type', '=', 'return')
      .select(['c.case_type', 'c.case_id', 'c.stage', 'c.known_at', 'c.order_id'])
      .select((r) => rounded(orElse(r.ref('e.bits'), 0), 6).as('return_history_bits'))
  },
})
