-- What could be claimed from carriers and what became of it, by the month in which the parcel was handed over
select
  strftime(date_trunc('month', day), '%Y-%m') as month,
  carrier,
  state,
  is_eligible,
  type in ('lost', 'damaged') as is_loss,
  sum(claims)::double as claims,
  sum(amount)::double as amount,
  sum(paid_amount)::double as paid_amount,
  sum(days_to_file)::double as days_to_file,
  sum(days_to_decide)::double as days_to_decide,
  any_value(within_days)::double as within_days
from metrics.carrier_claims_by_state
group by all
order by month, carrier, state, is_eligible, is_loss
