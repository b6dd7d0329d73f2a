-- How many of the customers whose parcel is in trouble now were told, and how
select
  told_at is not null as is_told, notification_kind, notification_channel,
  count(*)::double as parcels, sum(value)::double as value
from metrics.parcels_at_risk
group by all
order by is_told, parcels desc, notification_kind, notification_channel
