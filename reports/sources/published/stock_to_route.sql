select
  to_do, why, value::double as value, strftime(due_on, '%Y-%m-%d') as due_on, return_id, sku, category, grade,
  expected_amount::double as expected_amount, days_waiting::double as days_waiting
from actions.stock_to_route
order by actions.stock_to_route.due_on, value desc nulls last, return_id, line_number
