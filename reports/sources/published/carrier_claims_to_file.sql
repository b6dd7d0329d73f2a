select
  shipment_id, carrier, tracking_number, reason, value::double as value,
  strftime(file_by, '%Y-%m-%d') as file_by, days_left::double as days_left
from actions.carrier_claims_to_file
order by days_left, value desc, shipment_id
