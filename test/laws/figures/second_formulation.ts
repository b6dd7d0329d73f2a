/**
 * The figures of a shop over all of its days, said a second time over the raw feeds alone: no model, no shared
 * expression. For a shop in UTC with the usual settings.
 */

/** The newest version of each record. */
const newest = (feed: string, key: string) =>
  `create temp view ${feed} as from raw.${feed}
   qualify row_number() over (partition by ${key} order by version_at desc, file_number desc, row_number desc) = 1`

export const views = [
  newest('orders', 'order_id'),
  newest('order_lines', 'order_id, line_number'),
  newest('shipments', 'shipment_id'),
  newest('shipment_lines', 'shipment_id, order_id, line_number'),
  newest('tracking_events', 'carrier, tracking_number, occurred_at, status, facility'),
  newest('returns', 'return_id'),
  newest('return_lines', 'return_id, order_id, line_number'),
  newest('claims', 'claim_id'),
  newest('payouts', 'payout_id'),
  newest('contacts', 'contact_id'),
  newest('notifications', 'notification_id'),
  newest('decisions', 'decision_id'),
  `create temp view scans as
   select carrier, tracking_number, list({'status': status, 'moment': occurred_at} order by occurred_at) as all_scans
   from tracking_events group by all`,
  `create temp macro scanned(scans, words) as
   list_transform(list_filter(scans, lambda scan: list_contains(words, scan.status)), lambda scan: scan.moment)`,
  `create temp table parcels as
   select s.*, o.ordered_at, o.cancelled_at,
     coalesce(s.shipped_at, list_min(list_transform(list_filter(all_scans, lambda scan: scan.status <> 'label_created'), lambda scan: scan.moment))) as left_at,
     case when coalesce(s.is_reship, false) then s.promised_at else coalesce(o.promised_at, s.promised_at) end as due_at,
     list_min(scanned(all_scans, ['delivered'])) as delivered_at,
     list_min(scanned(all_scans, ['available_for_pickup'])) as ready_at,
     list_min(scanned(all_scans, ['delivery_attempted'])) as missed_at,
     list_min(scanned(all_scans, ['exception', 'damaged', 'lost'])) as trouble_at,
     list_max(scanned(all_scans, ['returned_to_sender'])) as back_at,
     list_max(scanned(all_scans, ['lost'])) as lost_at
   from shipments s left join orders o using (order_id) left join scans using (carrier, tracking_number)`,
  'create temp view first_parcels as from parcels where not coalesce(is_reship, false)',
  `create temp table fates as
   select *, coalesce(back_at > delivered_at, back_at is not null) as came_back,
     delivered_at is null and back_at is null and (lost_at is not null or left_at + interval 30 day <= getvariable('as_of')) as is_gone
   from parcels`,
  `create temp table troubled as
   select p.*, first_asked, first_told
   from parcels p
   left join (select order_id, min(opened_at) as first_asked from contacts group by 1) using (order_id)
   left join (
     select p.shipment_id, min(sent_at) as first_told from parcels p join notifications n using (order_id)
     where n.kind = 'delayed' and sent_at >= trouble_at and coalesce(n.shipment_id, p.shipment_id) = p.shipment_id
     group by 1
   ) using (shipment_id)
   where trouble_at is not null`,
  `create temp table placed as
   select o.*, sent > 0 as is_sent, unfinished = 0 as is_all_there, last_arrival
   from orders o left join (
     select order_id, count(left_at) as sent, max(delivered_at) as last_arrival,
       count(*) filter (where left_at is not null and delivered_at is null) as unfinished
     from first_parcels group by 1
   ) using (order_id)`,
  `create temp table sent_lines as
   select order_id, line_number, least(any_value(l.quantity), sum(c.quantity)) as pieces
   from order_lines l join shipment_lines c using (order_id, line_number)
   join first_parcels f on f.shipment_id = c.shipment_id
   where left_at is not null group by all
   union all
   select order_id, line_number, quantity from order_lines join placed using (order_id)
   where is_sent and order_id not in (select order_id from shipment_lines)`,
  `create temp table promised_orders as
   select p.order_id, p.promised_at,
     is_all_there and last_arrival <= p.promised_at and not exists (
       from order_lines l
       where l.order_id = p.order_id and exists (from shipment_lines s where s.order_id = p.order_id)
         and l.quantity > (
           select coalesce(sum(c.quantity), 0) from shipment_lines c join first_parcels f using (shipment_id)
           where c.order_id = l.order_id and c.line_number = l.line_number and f.delivered_at is not null
         )
     ) as is_kept
   from placed p where (cancelled_at is null or coalesce(is_sent, false)) and p.promised_at is not null`,
  `create temp table came_back as
   select l.*, r.requested_at, refunded_at, coalesce(l.received_at, delivered_back, refunded_at) as back_at
   from return_lines l left join returns r using (return_id)
   left join (
     select return_id, list_min(scanned(all_scans, ['delivered'])) as delivered_back
     from returns join scans using (carrier, tracking_number)
   ) using (return_id)
   left join (
     select return_id, min(paid_at) as refunded_at from payouts where kind in ('refund', 'credit') group by 1
   ) using (return_id)`,
]

/** The divisors are written so that halves of the fourth decimal fall as they do in the models. */
const span = (from: string, to: string, microseconds: string) =>
  `cast((epoch_us(${to}) - epoch_us(${from})) / ${microseconds} as decimal(18,4))`
const hours = (from: string, to: string) => span(from, to, '3.6e9')
const days = (from: string, to: string) => span(from, to, '3.6e9 / 24')

const count = (from: string, which: string, of = 'true') =>
  `select count(*) filter (where ${which}) , count(*) from ${from} where ${of}`
const meanOf = (from: string, amount: string, which = 'true') =>
  `select sum(${amount}), count(${amount}) from ${from} where ${which}`
const pair = (numerator: string, denominator: string) => `select (${numerator}), (${denominator})`

const isLate = `coalesce(coalesce(delivered_at, case when left_at is null and cancelled_at is not null then null else getvariable('as_of') end) > due_at, false)`

/** By metric a query of one row: the numerator, and the denominator. */
export const figures: Readonly<Record<string, string>> = {
  shipped_on_time: count(
    'first_parcels',
    'left_at <= ordered_at + interval 48 hour',
    `ordered_at + interval 48 hour <= getvariable('as_of') and (left_at is not null or cancelled_at is null)`,
  ),
  hours_to_ship: meanOf('first_parcels', hours('ordered_at', 'left_at')),
  hours_to_allocate: meanOf('first_parcels', hours('ordered_at', 'allocated_at'), 'left_at is not null'),
  hours_to_pick: meanOf('first_parcels', hours('allocated_at', 'picked_at'), 'left_at is not null'),
  hours_to_pack: meanOf('first_parcels', hours('picked_at', 'packed_at'), 'left_at is not null'),
  hours_to_hand_over: meanOf('first_parcels', hours('packed_at', 'left_at')),
  order_accuracy: pair(
    `select (select count(pieces) from sent_lines) - count(*) from claims left join (
       select case_id, arg_max(finding, decided_at) as finding from decisions where case_type = 'claim' group by 1
     ) on case_id = claim_id
     where type in ('wrong_item', 'missing_item') and coalesce(finding, 'unresolved') in ('unresolved', 'warehouse_fault')`,
    'select count(pieces) from sent_lines',
  ),
  on_time_in_full: count(
    'promised_orders',
    'is_kept',
    `coalesce(is_kept, false) or promised_at <= getvariable('as_of')`,
  ),
  repeat_rate: `select count(*) filter (where next_day - day <= 90), count(*) from (
      select *, ordered_at::date as day,
        lead(ordered_at::date) over (partition by customer_id order by ordered_at, order_id) as next_day
      from placed
    ) where (cancelled_at is null or coalesce(is_sent, false)) and day + 90 <= getvariable('as_of')::date`,
  delivery_success: count(
    'fates',
    'not came_back and not is_gone',
    'came_back or is_gone or delivered_at is not null',
  ),
  loss_rate: count('fates', 'is_gone', 'came_back or is_gone or delivered_at is not null'),
  first_attempt_success: `select count(*) filter (where is_handed_over and coalesce(missed_at > delivered_at, true)), count(*)
    from (select *, delivered_at is not null and coalesce(ready_at > delivered_at, true) as is_handed_over from parcels)
    where is_handed_over or missed_at is not null`,
  on_time_delivery: count(
    'parcels',
    `not ${isLate}`,
    `due_at is not null and (delivered_at is not null or ${isLate})`,
  ),
  late_by_cause: count('parcels', isLate, `due_at is not null and (delivered_at is not null or ${isLate})`),
  promise_accuracy: count(
    'first_parcels',
    'abs(delivered_at::date - due_at::date) <= 1',
    'delivered_at is not null and due_at is not null',
  ),
  promise_bias: meanOf('first_parcels', 'delivered_at::date - due_at::date'),
  exception_lead_hours: meanOf('troubled', hours('trouble_at', 'first_asked')),
  exceptions_flagged_first: count('troubled', 'trouble_at < first_asked', 'first_asked is not null'),
  proactive_share: count('troubled', 'first_told is not null and coalesce(first_told < first_asked, true)'),
  wismo_rate: count('contacts', `topic = 'wismo'`),
  satisfaction: meanOf('contacts', 'satisfaction'),
  satisfaction_share: count('contacts', 'satisfaction > 3', 'satisfaction is not null'),
  hours_to_first_response: meanOf('contacts', hours('opened_at', 'first_response_at')),
  hours_to_resolution: meanOf('contacts', hours('opened_at', 'resolved_at')),
  claim_rate: pair('select count(*) from claims', 'select count(delivered_at) from parcels'),
  return_rate_by_pieces: pair(
    'select sum(coalesce(received_quantity, quantity)) from came_back where back_at is not null',
    'select sum(pieces) from sent_lines',
  ),
  return_rate_by_orders: pair(
    'select count(distinct order_id) from came_back where back_at is not null',
    'select count(*) from placed where is_sent',
  ),
  days_to_return: meanOf('came_back join orders using (order_id)', days('ordered_at', 'requested_at')),
  days_to_receive: meanOf('came_back', days('requested_at', 'received_at')),
  days_at_dock: meanOf('came_back', days('received_at', 'inspected_at')),
  days_to_sellable: meanOf('came_back', days('received_at', 'sellable_at')),
  days_to_refund: meanOf('came_back', days('requested_at', 'refunded_at')),
}
