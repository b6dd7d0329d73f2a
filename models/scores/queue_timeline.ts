import { choice, instant, text } from '../../warehouse/columns.ts'
import { asOf } from '../../warehouse/functions.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { model } from '../model.ts'
import { queue } from './queue.ts'
import { ordered } from './queue_timeline/order.ts'
import { paidOut } from './queue_timeline/payouts.ts'
import { broughtBack } from './queue_timeline/returns.ts'
import { scans } from './queue_timeline/scans.ts'

export const queueTimeline = model({
  name: 'scores.queue_timeline',
  about:
    'For the cases in the queue: what happened to their orders, from the click to the last payout, as of the run.',
  owner: 'loss prevention',
  grain: ['case_type', 'case_id', 'happened_at', 'what', 'parcel', 'detail'],
  load: rebuilt(),
  published: true,
  columns: {
    case_type: choice(['claim', 'return'], 'Whether the case is a claim or a return.').required(),
    case_id: text('The claim or the return.').required(),
    happened_at: instant('When it happened.').required(),
    what: text('What happened, in plain words.').required(),
    parcel: text('The shipment or the return whose parcel it happened to; missing where it was no parcel.'),
    detail: text('Where, of what kind or how much.'),
  },
  query: () =>
    tables(queue)
      .selectFrom(ordered().unionAll(scans()).unionAll(broughtBack()).unionAll(paidOut()).as('e'))
      .innerJoin('scores.queue as q', 'q.order_id', 'e.order_id')
      .where((r) => r('e.happened_at', '<=', asOf()))
      .select(['q.case_type', 'q.case_id', 'e.happened_at', 'e.what', 'e.parcel', 'e.detail'])
      // One scan may have been sent twice.
      .distinct(),
})
