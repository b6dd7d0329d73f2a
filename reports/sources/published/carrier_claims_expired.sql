-- What was never claimed, by the month in which the last day to file fell
select
  strftime(date_trunc('month', due_on), '%Y-%m') as month,
  carrier,
  sum(claims)::double as claims,
  sum(amount)::double as amount
from metrics.carrier_claims_by_state
where state = 'expired'
group by all
order by month, carrier
