select wait, lines::double as lines, returned_amount::double as returned_amount, p50, p90
from metrics.returns_waiting
