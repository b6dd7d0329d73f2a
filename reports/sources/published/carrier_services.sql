select
  days::double as days, carrier, service,
  parcels::double as parcels, freight_amount::double as freight_amount,
  parcels_before::double as parcels_before, freight_amount_before::double as freight_amount_before
from metrics.carrier_services
order by days, carrier, parcels desc, service
limit 1000
