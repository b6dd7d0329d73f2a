select
  case_type, case_id,
  has_delivered_scan, delivered_days_before::double as delivered_days_before,
  metres_from_address::double as metres_from_address, proof, is_signed_alike, had_trouble, was_damaged, is_sent_back,
  lane_loss::double as lane_loss, shop_loss::double as shop_loss,
  lane_parcels::double as lane_parcels, lane_claimed::double as lane_claimed,
  same_route_claims::double as same_route_claims,
  neighbour_parcels::double as neighbour_parcels, neighbour_claims::double as neighbour_claims,
  days_held::double as days_held, usual_days_held::double as usual_days_held,
  missing_units::double as missing_units, weight_share::double as weight_share, is_delivered_elsewhere,
  account_age_days::double as account_age_days, accounts::double as accounts, linked_by,
  orders_before::double as orders_before,
  quiet_parcels_before::double as quiet_parcels_before, claimed_parcels_before::double as claimed_parcels_before,
  claims_before::double as claims_before, not_received_before::double as not_received_before,
  units_bought_before::double as units_bought_before, units_returned_before::double as units_returned_before,
  inspected_returns_before::double as inspected_returns_before, bad_returns_before::double as bad_returns_before,
  abuse_found_before::double as abuse_found_before, cleared_before::double as cleared_before
from scores.queue_facts
order by case_type, case_id
