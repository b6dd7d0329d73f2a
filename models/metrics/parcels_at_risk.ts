import { choice, instant, money, text } from '../../warehouse/columns.ts'
import { tables } from '../../warehouse/tables.ts'
import { rebuilt } from '../loads.ts'
import { atRisk, tellingKinds } from '../marts/deliveries/at_risk.ts'
import { model } from '../model.ts'

export const parcelsAtRisk = model({
  name: 'metrics.parcels_at_risk',
  about:
    'Parcels still on their way of which the carrier reported that something is wrong, and what their customers were told since, if anything.',
  owner: 'operations',
  grain: ['shipment_id'],
  load: rebuilt(),
  published: true,
  columns: {
    shipment_id: text('The parcel.').required(),
    order_id: text('The order it carries goods of.').required(),
    carrier: text('The carrier that delivers it.').required(),
    why: choice(
      ['lost', 'damaged', 'held up'],
      'The worst that the carrier reported; held up, where it named neither loss nor damage.',
    ).required(),
    value: money(
      'The goods of the order, after discount and before tax, in the reporting currency.',
    ).required(),
    flagged_at: instant('When the carrier first reported that something was wrong.').required(),
    told_at: instant('When the customer was first told of it, or of what came after it; missing until then.'),
    notification_kind: choice(tellingKinds, 'What that message told.'),
    notification_channel: choice(
      ['email', 'sms', 'push', 'chat'],
      'How it was sent; missing where not stated.',
    ),
  },
  query: () =>
    tables()
      .selectFrom(atRisk().as('p'))
      .select(['p.shipment_id', 'p.order_id', 'p.carrier', 'p.why', 'p.value', 'p.flagged_at'])
      .select(['p.told_at', 'p.notification_kind', 'p.notification_channel']),
})
