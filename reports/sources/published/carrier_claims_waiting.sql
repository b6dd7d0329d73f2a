-- Claims that carriers have not decided: the 100 that wait longest, of so many
select
  carrier_claim_id,
  shipment_id,
  carrier,
  type,
  strftime(filed_on, '%Y-%m-%d') as filed_on,
  claimed_amount::double as claimed_amount,
  days_waiting::double as days_waiting,
  usual_days,
  decided::double as decided,
  (count(*) over ())::double as claims_in_all,
  (sum(claimed_amount) over ())::double as amount_in_all
from metrics.carrier_claims_waiting
order by metrics.carrier_claims_waiting.days_waiting desc, carrier_claim_id
limit 100
