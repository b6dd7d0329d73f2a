select
  ring_id, strftime(week_from, '%Y-%m-%d') as week_from, new_accounts::double as new_accounts,
  orders::double as orders, claims::double as claims, returns::double as returns
from scores.ring_weeks
order by ring_id, week_from
