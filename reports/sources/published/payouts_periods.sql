-- What was paid out by kind over the newest 30, 90 and 365 days, beside what the payout ledger holds
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
)
select
  days,
  kind,
  sum(payouts)::double as payouts,
  sum(amount)::double as amount,
  sum(ledger_amount)::double as ledger_amount
from metrics.payouts_by_kind, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - days::integer
group by days, kind
order by days, kind
