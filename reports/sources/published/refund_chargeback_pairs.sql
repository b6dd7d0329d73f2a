-- Order lines that were both refunded and charged back, the 50 with the newest payout, of so many
select
  order_id,
  line_number::double as line_number,
  coalesce(sum(amount) filter (where kind in ('refund', 'credit')), 0)::double as refunded,
  coalesce(sum(amount) filter (where kind = 'chargeback'), 0)::double as charged_back,
  coalesce(sum(amount) filter (where kind = 'chargeback_reversal'), 0)::double as reversed,
  any_value(paid_by_customer)::double as paid_by_customer,
  strftime(min(paid_on), '%Y-%m-%d') as first_paid_on,
  strftime(max(paid_on), '%Y-%m-%d') as last_paid_on,
  any_value(is_over_paid) as is_over_paid,
  (count(*) over ())::double as lines_in_all
from metrics.double_dip_payouts
group by order_id, line_number
having count(*) filter (where kind in ('refund', 'credit')) > 0 and count(*) filter (where kind = 'chargeback') > 0
order by max(paid_on) desc, order_id, line_number
limit 50
