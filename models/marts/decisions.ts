import { boolean, choice, day, instant, text } from '../../warehouse/columns.ts'
import {
  calendarDay,
  firstKnown,
  isTrue,
  lowerCase,
  onlyIf,
  over,
  rowNumber,
  trimmed,
} from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { byKey } from '../loads.ts'
import { model } from '../model.ts'
import { claims } from '../staging/claims.ts'
import { decisions as made } from '../staging/decisions.ts'
import { returns } from '../staging/returns.ts'

export const decisions = model({
  name: 'marts.decisions',
  about: 'Each decision on a case, appeals too, with the order that the case is about.',
  owner: 'loss prevention',
  grain: ['decision_id'],
  load: byKey(['case_id'], {
    links: [
      { parent: 'staging.claims', by: 'staging.decisions', on: { claim_id: 'case_id' } },
      { parent: 'staging.returns', by: 'staging.decisions', on: { return_id: 'case_id' } },
    ],
  }),
  columns: {
    decision_id: text('The decision.').required(),
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    order_id: text('The order it is about; missing until the claim or return has arrived.'),
    decided_at: instant('When it was made.').required(),
    decided_on: day('The business day of that.').required(),
    finding: choice(
      ['abuse', 'legitimate', 'carrier_fault', 'warehouse_fault', 'unresolved'],
      'What it found.',
    ).required(),
    action: choice(['approve', 'deny', 'partial', 'ask_proof', 'escalate'], 'What it did.').required(),
    is_by_person: boolean(
      'Whether a person made it, and no system (settings.automaticReviewers): only people’s are labels and findings.',
    ).required(),
    is_latest: boolean('Whether no later decision was made on the case.').required(),
  },
  query: ({ timeZone, automaticReviewers }) =>
    tables(claims, made, returns)
      .selectFrom('staging.decisions as d')
      .leftJoin('staging.claims as k', 'k.claim_id', 'd.case_id')
      .leftJoin('staging.returns as b', 'b.return_id', 'd.case_id')
      .select(['d.decision_id', 'd.case_type', 'd.case_id', 'd.decided_at', 'd.finding', 'd.action'])
      .select((r) => [
        firstKnown(
          onlyIf(r('d.case_type', '=', 'claim'), r.ref('k.order_id')),
          onlyIf(r('d.case_type', '=', 'return'), r.ref('b.order_id')),
        ).as('order_id'),
        calendarDay(r.ref('d.decided_at'), timeZone).as('decided_on'),
        isTrue(
          // `in ()` is no SQL, and a shop may have no such system.
          automaticReviewers.length === 0
            ? r.val(true)
            : r(
                lowerCase(trimmed(r.ref('d.reviewer'))),
                'not in',
                automaticReviewers.map((name) => name.trim().toLowerCase()),
              ),
        ).as('is_by_person'),
        isTrue(
          r(
            over(rowNumber(), {
              by: [r.ref('d.case_type'), r.ref('d.case_id')],
              along: [
                [r.ref('d.decided_at'), 'desc'],
                [r.ref('d.decision_id'), 'desc'],
              ],
            }),
            '=',
            1,
          ),
        ).as('is_latest'),
      ]),
})
