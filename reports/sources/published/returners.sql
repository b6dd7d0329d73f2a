-- Accounts by the share of what they bought that came back, and whether they ordered three times or more
select
  returned_share, is_regular, customers::double as customers, orders::double as orders,
  items_amount::double as items_amount, returned_amount::double as returned_amount
from metrics.returners
