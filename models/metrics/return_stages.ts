import { asOf, firstKnown, plusDays, word } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { returnLines } from '../marts/return_lines.ts'
import { returns } from '../marts/returns.ts'
import type { Settings } from '../settings.ts'

export const waits = [
  'to_be_sent',
  'never_sent',
  'on_the_way',
  'at_the_dock',
  'to_be_inspected',
  'to_be_dispositioned',
  'to_be_finished',
] as const
type Wait = (typeof waits)[number] | 'finished'

/**
 * Each returned line with what it waits for, the first that holds, and since when. A later step stands for the
 * earlier ones: who records no inspection has inspected what has a disposition.
 */
export const returnStages = ({ matured }: Settings) =>
  tables(returnLines, returns)
    .selectFrom('marts.return_lines as l')
    .innerJoin('marts.returns as b', 'b.return_id', 'l.return_id')
    .select(['b.requested_on', 'l.returned_amount', 'b.refunded_at'])
    .select((r) => {
      const isFinished = r('l.wait_ended_at', 'is not', null)
      const hasDisposition = r('l.disposition', 'is not', null)
      const isInspected = r('l.inspected_at', 'is not', null)
      const isReceived = r('l.received_at', 'is not', null)
      const isGivenUp = r(plusDays(r.ref('b.requested_at'), matured.returns), '<', asOf())
      return [
        r
          .case()
          .when(isFinished)
          .then(word<Wait>('finished'))
          .when(hasDisposition)
          .then(word<Wait>('to_be_finished'))
          .when(isInspected)
          .then(word<Wait>('to_be_dispositioned'))
          .when(isReceived)
          .then(word<Wait>('to_be_inspected'))
          .when('b.delivered_back_at', 'is not', null)
          .then(word<Wait>('at_the_dock'))
          .when('b.first_scanned_at', 'is not', null)
          .then(word<Wait>('on_the_way'))
          .when(isGivenUp)
          .then(word<Wait>('never_sent'))
          .else(word<Wait>('to_be_sent'))
          .end()
          .as('wait'),
        firstKnown(
          firstKnown(
            firstKnown(r.ref('l.inspected_at'), r.ref('l.received_at')),
            firstKnown(r.ref('b.delivered_back_at'), r.ref('b.first_scanned_at')),
          ),
          r.ref('b.requested_at'),
        ).as('waits_since'),
      ]
    })
