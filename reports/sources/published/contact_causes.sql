-- Contacts over the newest 30, 90 and 365 days and as many days before them, by topic, by channel (the eight most
-- used by name) and by how the order stood
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
), most_used as (
  select channel from metrics.contacts_by_topic group by channel order by sum(contacts) desc, channel limit 8
)
select
  days::double as days,
  topic,
  if(channel in (select channel from most_used), channel, 'others') as channel,
  standing,
  coalesce(sum(contacts) filter (where day > as_of_day - days::integer), 0)::double as contacts,
  coalesce(sum(contacts) filter (where day <= as_of_day - days::integer), 0)::double as contacts_before
from metrics.contacts_by_topic, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - 2 * days::integer
group by all
order by days, topic, channel, standing
