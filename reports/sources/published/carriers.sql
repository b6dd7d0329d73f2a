select
  carrier,
  parcels::double as parcels,
  delivered::double as delivered,
  on_time::double as on_time,
  promised::double as promised,
  first_attempt_delivered::double as first_attempt_delivered,
  attempted::double as attempted,
  lost::double as lost,
  late::double as late,
  late_by_warehouse::double as late_by_warehouse,
  late_by_carrier::double as late_by_carrier,
  late_by_address::double as late_by_address,
  claims_not_received::double as claims_not_received,
  freight_amount::double as freight_amount
from marts.carriers
order by parcels desc, carrier
