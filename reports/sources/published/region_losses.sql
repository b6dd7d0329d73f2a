-- The 200 regions that most is sent to
select
  country, region, parcels::double as parcels, lost::double as lost,
  claimed_not_received::double as claimed_not_received, loss_rate, claim_rate
from metrics.region_losses
order by parcels desc, country, region
limit 200
