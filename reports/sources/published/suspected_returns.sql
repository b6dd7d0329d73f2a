-- What came back each month, and what of it only a score speaks against
select
  strftime(month, '%Y-%m') as month, returned_amount::double as returned_amount,
  suspected_amount::double as suspected_amount, suspected_returns::double as suspected_returns
from metrics.suspected_returns
order by month
