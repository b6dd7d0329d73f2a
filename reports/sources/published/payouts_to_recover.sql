select
  order_id, line_number::double as line_number, paid_by_customer::double as paid_by_customer,
  paid_out::double as paid_out, over_paid::double as over_paid, kinds
from actions.payouts_to_recover
order by over_paid desc, order_id, line_number
