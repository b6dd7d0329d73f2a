-- What payouts of the newest 30, 90 and 365 days were for; money won back from chargebacks is negative
with shop as (
  select timezone(time_zone, timezone('UTC', as_of))::date as as_of_day from health.snapshot
)
select
  days,
  settles,
  reason,
  carrier_claim_type,
  kind,
  sum(payouts)::double as payouts,
  sum(if(kind = 'chargeback_reversal', -amount, amount))::double as amount
from metrics.payouts_by_reason, shop, (values (30), (90), (365)) as lengths (days)
where day <= as_of_day and day > as_of_day - days::integer
group by all
order by days, amount desc, settles, reason, carrier_claim_type, kind
