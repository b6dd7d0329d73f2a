select
  category, grade, disposition, place::double as place, pieces::double as pieces,
  returned_amount::double as returned_amount, net_amount::double as net_amount, expected_share
from marts.dispositions
order by category, grade, place
