-- The ways on which most is lost, as far as their own history tells
select
  carrier, coalesce(facility, 'unknown facility') as facility, coalesce(region, '') as region, parcels::double as parcels, lost::double as lost, loss_rate::double as loss_rate
from marts.lanes
order by loss_rate desc, parcels desc, carrier, facility, region
limit 200
