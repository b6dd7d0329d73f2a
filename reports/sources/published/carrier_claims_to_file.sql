select
  why, value::double as value, strftime(due_on, '%Y-%m-%d') as due_on,
  shipment_id, carrier, tracking_number, days_left::double as days_left
from actions.carrier_claims_to_file
order by days_left, value desc, shipment_id
