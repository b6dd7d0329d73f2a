select strftime(month, '%Y-%m') as month, position, step, amount::double as amount, kind
from metrics.margin_waterfall
order by month, position
