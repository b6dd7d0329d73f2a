with shop as (select time_zone from health.snapshot)
select
  why, value::double as value, strftime(due_on, '%Y-%m-%d') as due_on, shipment_id, order_id, carrier,
  strftime(timezone(time_zone, timezone('UTC', flagged_at)), '%-d %b %Y, %H:%M') as flagged,
  hours_since
from actions.parcels_to_warn, shop
order by actions.parcels_to_warn.due_on, value desc, shipment_id
