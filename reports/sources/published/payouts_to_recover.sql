select
  to_do, value::double as value, strftime(due_on, '%Y-%m-%d') as due_on, order_id,
  line_number::double as line_number, paid_by_customer::double as paid_by_customer,
  paid_out::double as paid_out, kinds
from actions.payouts_to_recover
order by value desc, order_id, line_number
