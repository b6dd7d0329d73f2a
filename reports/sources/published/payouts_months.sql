-- What was paid out each month by kind; money won back from chargebacks is negative
select
  strftime(date_trunc('month', day), '%Y-%m') as month,
  kind,
  sum(payouts)::double as payouts,
  sum(if(kind = 'chargeback_reversal', -amount, amount))::double as amount
from metrics.payouts_by_kind
group by all
order by month, kind
