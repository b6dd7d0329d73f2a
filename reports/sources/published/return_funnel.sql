-- How far the returned lines asked for in the newest 30, 90 and 365 days have come
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
)
select
  days::double as days,
  strftime(greatest(min(day), any_value(as_of_day - days::integer + 1)), '%-d %b %Y') as first_day,
  strftime(any_value(as_of_day), '%-d %b %Y') as last_day,
  sum(requested)::double as requested, sum(sent_back)::double as sent_back, sum(received)::double as received,
  sum(inspected)::double as inspected, sum(dispositioned)::double as dispositioned,
  sum(finished)::double as finished, sum(refunded)::double as refunded
from metrics.return_funnel, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - days::integer
group by days
order by days
