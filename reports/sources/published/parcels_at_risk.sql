-- Parcels in trouble that have neither arrived nor come back: the 500 whose customers should hear first
with shop as (select time_zone from health.snapshot)
select
  shipment_id, order_id, risk.carrier, risk.why, risk.value::double as value,
  strftime(timezone(time_zone, timezone('UTC', risk.flagged_at)), '%-d %b %Y, %H:%M') as flagged,
  told_at is not null as is_told,
  strftime(timezone(time_zone, timezone('UTC', told_at)), '%-d %b %Y, %H:%M') as told,
  notification_kind, notification_channel,
  strftime(due_on, '%Y-%m-%d') as due_on
from metrics.parcels_at_risk as risk
left join actions.parcels_to_warn using (shipment_id, order_id), shop
order by is_told, parcels_to_warn.due_on, risk.value desc, shipment_id
limit 500
