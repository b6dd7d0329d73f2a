import { calendarDay, firstKnown, minimum, toMoney } from '../../../warehouse/functions.ts'
import { tables } from '../../../warehouse/tables.ts'
import { orders } from '../../marts/orders.ts'
import { returnLines } from '../../marts/return_lines.ts'
import { returns } from '../../marts/returns.ts'
import type { Settings } from '../../settings.ts'
import { one } from '../metric.ts'

const read = tables(orders, returnLines, returns)

const returnsAsked = () =>
  read
    .selectFrom('marts.returns as b')
    .leftJoin('marts.orders as o', 'o.order_id', 'b.order_id')
    .select(['o.ordered_on', 'o.ship_region as region', 'o.channel'])

/** What the label of each return cost, on the day on which it was asked for. */
export const labelCost = () =>
  returnsAsked().select(['b.requested_on as happened_on', 'b.label_amount as amount'])

/**
 * Returns that came back: on the day on which the dock got the first of the goods, else the carrier delivered
 * the parcel, else the customer was refunded. A return that was only asked for is none.
 */
export const returnsBack = ({ timeZone }: Settings) =>
  returnsAsked().select((r) => [
    calendarDay(
      firstKnown(
        firstKnown(r.ref('b.first_received_at'), r.ref('b.delivered_back_at')),
        r.ref('b.refunded_at'),
      ),
      timeZone,
    ).as('happened_on'),
    one().as('amount'),
  ])

/** Each line that a return brings back, with the day of the sale it takes back; a metric adds what happened when. */
export const returnedLines = () =>
  read
    .selectFrom('marts.return_lines as l')
    .leftJoin('marts.returns as b', 'b.return_id', 'l.return_id')
    .leftJoin('marts.orders as o', (join) =>
      join.on((r) => r('o.order_id', '=', firstKnown(r.ref('l.sold_order_id'), r.ref('l.order_id')))),
    )
    .select(['o.ordered_on', 'o.ship_region as region', 'o.channel', 'l.category', 'l.reason'])

/** They on the day on which they came back by the rule of `returnsBack`; a metric adds which amount counts. */
const cameBack = ({ timeZone }: Settings) =>
  returnedLines().select((r) =>
    calendarDay(
      firstKnown(firstKnown(r.ref('l.received_at'), r.ref('b.delivered_back_at')), r.ref('b.refunded_at')),
      timeZone,
    ).as('happened_on'),
  )

/** Their net value. */
export const returnedValue = (settings: Settings) => cameBack(settings).select('l.returned_amount as amount')

/** Their pieces: as received, else as announced. */
export const returnedPieces = (settings: Settings) =>
  cameBack(settings).select((r) =>
    toMoney(firstKnown(r.ref('l.received_quantity'), r.ref('l.quantity'))).as('amount'),
  )

/** Orders of which something came back, each once, on the day on which the first of it did. */
export const ordersSentBack = (settings: Settings) =>
  tables()
    .selectFrom(cameBack(settings).where('o.order_id', 'is not', null).select('o.order_id').as('l'))
    .groupBy(['l.order_id', 'l.ordered_on', 'l.region', 'l.channel'])
    .select((r) => [
      'l.ordered_on',
      'l.region',
      'l.channel',
      minimum(r.ref('l.happened_on')).as('happened_on'),
      one().as('amount'),
    ])

/** What stock or sale brought back, on the day on which the goods were disposed of. */
export const recoveredValue = ({ timeZone }: Settings) =>
  returnedLines().select((r) => [
    calendarDay(
      firstKnown(
        firstKnown(r.ref('l.disposed_at'), r.ref('l.sellable_at')),
        firstKnown(firstKnown(r.ref('l.inspected_at'), r.ref('l.received_at')), r.ref('l.requested_at')),
      ),
      timeZone,
    ).as('happened_on'),
    'l.recovered_amount as amount',
  ])

/** What handling them at the dock and selling them again cost, on the day on which they arrived. */
export const processingCost = ({ timeZone }: Settings) =>
  returnedLines().select((r) => [
    calendarDay(firstKnown(r.ref('l.received_at'), r.ref('l.requested_at')), timeZone).as('happened_on'),
    'l.processing_amount as amount',
  ])
